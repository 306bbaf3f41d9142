"""What the two clients of Memsy do alike: what is tried again, and what becomes of an answer."""

import time
import typing

from .calling import Caller, Client, json_in
from .errors import MemsyAPIError, MemsyConnectionError, RateLimitExceeded, error_of
from .headers import rate_limit_in, retry_after_in, usage_in
from .models import KeyUsage, Result, ResultList, ShapeError, parse
from .transport import TransportError

class MemsyCaller(Caller):
    def __init__(self, base_url, api_key, **options):
        headers = {"Authorization": f"Bearer {api_key}"}
        super().__init__(base_url, api_key, headers, _refusal_of, **options)

    def get(self, type_, path, query=None, pick=None):
        return self.call(type_, "GET", path, query, pick=pick)

    def call(self, type_, method, path, query=None, body=None, pick=None):
        """The answer as `type_`, or what `pick` takes of it; raises MemsyError."""
        answer = self.answer(method, path, query, body)
        if type_ is None:
            return None
        value = self._value_of(type_, answer)
        value = value if pick is None else pick(value)
        if isinstance(value, list):
            value = ResultList(value)
        if isinstance(value, (Result, ResultList)):
            value.usage, value.rate_limit = usage_in(answer.headers), rate_limit_in(answer.headers)
        return value

    def _value_of(self, type_, answer):
        if not answer.body and typing.get_origin(type_) is list:
            return []  # nothing at all is an empty list
        if not answer.body and type_ is KeyUsage:
            return KeyUsage([])
        try:
            return parse(type_, json_in(answer.body))
        except (ValueError, RecursionError, ShapeError) as error:
            # A ValueError may quote the body, keys that it holds included: its text is left out.
            why = str(error) if isinstance(error, ShapeError) else "the body is no JSON"
            raise self.redacted(
                MemsyAPIError(
                    f"{answer.status}: not what was promised: {why}",
                    status_code=answer.status,
                    response=answer,
                )
            ) from None


class MemsyBase(Client):
    """Safe to use from many threads. Times are in seconds; `timeout` is that of one attempt."""

    def __init__(self, base_url, api_key, *, timeout=30.0, max_retries=3, retry_backoff=1.0):
        options = {"timeout": timeout, "max_retries": max_retries, "retry_backoff": retry_backoff}
        super().__init__(MemsyCaller(base_url, api_key, **options))


def _refusal_of(outcome, backoff_s):
    """Only 429 is tried again: it says that nothing was done."""
    if isinstance(outcome, TransportError):
        return MemsyConnectionError(str(outcome)), None
    error, asked_s = error_of(outcome), retry_after_in(outcome.headers, time.time())
    if isinstance(error, RateLimitExceeded):
        error.retry_after = asked_s
    if outcome.status != 429:
        return error, None
    return error, backoff_s if asked_s is None else asked_s
