"""What all the clients do alike: a request and its attempts."""

import itertools
import json
import re
import urllib.parse

from .headers import WAIT_MAX_S, backoff_before
from .transport import Transport, TransportError


class Caller:
    """One place that is asked, and one key. Safe to use from many threads. Times are in seconds.

    `refusal_of(outcome, backoff_s)` is given an answer that is no success, or a TransportError,
    and gives the error that it stands for and the wait before another attempt; None when no
    other attempt is to be made.
    """

    def __init__(
        self, base_url, api_key, headers, refusal_of, *, timeout, max_retries, retry_backoff
    ):
        url = urllib.parse.urlsplit(base_url)
        if url.scheme not in ("http", "https") or not url.hostname:
            raise ValueError("base_url is not one of http or https")
        if not re.fullmatch(r"[\x21-\x7e]+", api_key):
            raise ValueError("api_key holds what no header can carry")  # without telling it
        is_tls = url.scheme == "https"
        self._transport = Transport(is_tls, url.hostname, url.port or (443 if is_tls else 80))
        self._prefix = url.path.rstrip("/")
        self._headers = {"Host": url.netloc.rpartition("@")[2], **headers}
        self._key = api_key
        self._refusal_of = refusal_of
        self._timeout_s, self._max_retries = timeout, max_retries
        self._backoff_s = retry_backoff

    def close(self):
        self._transport.close()

    def answer(self, method, path, query=None, body=None, headers=None):
        """The answer that is a success, after as many attempts as it took; raises the error."""
        request = self._request(method, path, query, body, headers or {})
        for attempt in itertools.count():
            outcome = self._attempt(request)
            is_answer = not isinstance(outcome, TransportError)
            if is_answer and 200 <= outcome.status < 300:
                return outcome
            backoff_s = backoff_before(attempt, self._backoff_s)
            error, wait_s = self._refusal_of(outcome, backoff_s)
            if wait_s is None or attempt >= self._max_retries:
                raise self.redacted(error) from (None if is_answer else outcome)
            self._wait(wait_s)

    def _request(self, method, path, query, body, headers):
        """The bytes: every attempt sends the same."""
        parameters = present(query or {})
        target = self._prefix + path
        if parameters:
            quote = urllib.parse.quote  # a blank is %20, not +
            target += "?" + urllib.parse.urlencode(parameters, quote_via=quote, safe="")
        lines = {
            **self._headers,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            **headers,
        }
        content = b""
        if body is not None:
            content = json.dumps(body, allow_nan=False).encode()
            lines |= {"Content-Type": "application/json", "Content-Length": len(content)}
        elif method == "POST":
            lines["Content-Length"] = 0
        head = [f"{method} {target} HTTP/1.1", *(f"{name}: {lines[name]}" for name in lines)]
        return "\r\n".join([*head, "", ""]).encode("ascii") + content

    def _attempt(self, request):
        try:
            return self._transport.exchange(request, self._timeout_s)
        except TransportError as error:
            return error

    def _wait(self, wait_s):
        if self._transport.closed.wait(min(wait_s, WAIT_MAX_S)):
            raise self._refusal_of(TransportError("the client is closed"), 0)[0]

    def redacted(self, error):
        """A server may quote the key in what it says."""
        error.args = tuple(self._hidden(text) for text in error.args)
        for name in ("detail", "message"):
            if hasattr(error, name):
                setattr(error, name, self._hidden(getattr(error, name)))
        return error

    def _hidden(self, text):
        return text.replace(self._key, "[key]") if isinstance(text, str) else text


class Client:
    """What is closed, by hand or at the end of a `with`."""

    def __init__(self, caller):
        self._caller = caller

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the connections, and with an error the calls that are under way."""
        self._caller.close()


class Part:
    def __init__(self, caller):
        self._caller = caller


def present(members):
    """Without what is not set: that is left out, never sent as null."""
    return {name: value for name, value in members.items() if value is not None}


def json_in(body):
    """Raises ValueError, also for what only Python takes for JSON."""

    def refuse(word):
        raise ValueError(f"{word} is no JSON")

    return json.loads(body.decode("utf-8"), parse_constant=refuse)


def segment(id_):
    """An id as one segment of a path, whatever it holds."""
    if id_ in ("", ".", ".."):
        raise ValueError(f"{id_!r} is no id")
    return urllib.parse.quote(id_, safe="")
