"""Everything that a call of MemorySync can raise, in one tree, and what is tried again."""

import json
import time

from .headers import retry_after_in
from .transport import TransportError

TEXT_MAX = 500  # characters of the server's text that str() gives; `message` has all of it


class MemorySyncError(Exception):
    """The root. By itself: no whole answer came, or one that stands for nothing below.

    `status_code` is the HTTP status and `response` the answer, both None without one; `code` what
    the server calls it, `message` what it says, `request_id` what to quote to whoever runs it.
    `results` is what was answered of a batch before one of its calls failed.
    """

    def __init__(self, message="", *, status_code=None, code=None, request_id=None, response=None):
        said = message[:TEXT_MAX]
        super().__init__(said if status_code is None else f"{status_code}: {said}")
        self.message, self.status_code, self.code = message, status_code, code
        self.request_id, self.response = request_id, response
        self.results = []


class AuthError(MemorySyncError):
    """401, 403."""


class NotFoundError(MemorySyncError):
    """404."""


class ValidationError(MemorySyncError):
    """400, 409, 422, or an argument that was not sent at all."""


class RateLimitError(MemorySyncError):
    """429. `retry_after_seconds` is None where no wait helps: `code` is "limit_exceeded" then."""

    retry_after_seconds = None


class ServerError(MemorySyncError):
    """5xx."""


_CLASS_OF = {
    400: ValidationError,
    401: AuthError,
    403: AuthError,
    404: NotFoundError,
    409: ValidationError,
    422: ValidationError,
    429: RateLimitError,
}
_USED_UP = "limit_exceeded"


def error_of(answer):
    """The error that an answer which is no success stands for."""
    text = answer.body.decode("utf-8", "replace")
    body = _object_in(text)
    code, message = _read(body)
    type_ = ServerError if answer.status >= 500 else _CLASS_OF.get(answer.status, MemorySyncError)
    error = type_(
        message or text,
        status_code=answer.status,
        code=code,
        request_id=answer.headers.only("X-Request-ID") or _text_in(body, "request_id"),
        response=answer,
    )
    if type_ is RateLimitError and code != _USED_UP:
        error.retry_after_seconds = _retry_after(answer, body)
    return error


def refusal_of(outcome, backoff_s):
    """The error, and the wait before another attempt; None when none is to be made."""
    if isinstance(outcome, TransportError):
        return MemorySyncError(str(outcome)), backoff_s
    error = error_of(outcome)
    if isinstance(error, ServerError):
        return error, max(backoff_s, retry_after_in(outcome.headers, time.time()) or 0)
    if isinstance(error, RateLimitError) and error.code != _USED_UP:
        asked_s = error.retry_after_seconds
        return error, backoff_s if asked_s is None else asked_s
    return error, None


def _read(body):
    """Code and message in the three shapes: an object or a name in `error`, or `detail`."""
    told, detail = body.get("error"), body.get("detail")
    if isinstance(told, dict):
        return _text_in(told, "code"), _text_in(told, "message")
    if isinstance(told, str):
        return told, _text_in(body, "message")
    if isinstance(detail, dict):
        return _text_in(detail, "error") or _text_in(detail, "code"), _text_in(detail, "message")
    return None, _text_in(body, "detail") or _text_in(body, "message")


def _retry_after(answer, body):
    """As the header says, or else the body."""
    asked_s = retry_after_in(answer.headers, time.time())
    told = body.get("error")
    if asked_s is not None or not isinstance(told, dict):
        return asked_s
    asked_s = told.get("retry_after")
    is_number = isinstance(asked_s, (int, float)) and not isinstance(asked_s, bool)
    return asked_s if is_number and asked_s >= 0 else None


def _object_in(text):
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _text_in(members, name):
    return members[name] if isinstance(members.get(name), str) else None
