"""The client: thirteen methods, and one loop that tries again."""

import json
import re
import time
import urllib.parse

from .errors import MemsyAPIError, MemsyConnectionError, RateLimitExceeded, error_of
from .headers import WAIT_MAX_S, backoff_before, rate_limit_in, retry_after_in, usage_in
from .models import (
    ApiKeyListResponse,
    BillingSummary,
    CreateKeyResponse,
    EventListResponse,
    HealthResponse,
    InterestStatus,
    Invoice,
    KeyUsage,
    MeResponse,
    ProInterestResponse,
    Result,
    ResultList,
    ShapeError,
    UsageSummaryResponse,
    UsageTimeseriesResponse,
    parse,
)
from .transport import Transport


class MemsyControlClient:
    """Safe to use from many threads. Times are in seconds; `timeout` is that of one attempt."""

    def __init__(self, base_url, api_key, *, timeout=30.0, max_retries=3, retry_backoff=1.0):
        url = urllib.parse.urlsplit(base_url)
        if url.scheme not in ("http", "https") or not url.hostname:
            raise ValueError("base_url is not one of http or https")
        if not re.fullmatch(r"[\x21-\x7e]+", api_key):
            raise ValueError("api_key holds what no header can carry")  # without telling it
        is_tls = url.scheme == "https"
        self._transport = Transport(is_tls, url.hostname, url.port or (443 if is_tls else 80))
        self._host, self._prefix = url.netloc.rpartition("@")[2], url.path.rstrip("/")
        self._key = api_key
        self._timeout_s, self._max_retries = timeout, max_retries
        self._backoff_s = retry_backoff
        self.usage, self.billing = _Usage(self), _Billing(self)
        self.keys, self.events, self.interest = _Keys(self), _Events(self), _Interest(self)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the connections. Calls that are under way end with MemsyConnectionError."""
        self._transport.close()

    def me(self):
        return self._get(MeResponse, "/me")

    def health(self):
        return self._get(HealthResponse, "/health")

    def _get(self, type_, path, query=None, pick=None):
        return self._call(type_, "GET", path, query, pick=pick)

    def _call(self, type_, method, path, query=None, body=None, pick=None):
        """One call with its retries, as `type_`, or what `pick` takes of it; raises MemsyError."""
        answer = self._answer(self._request(method, path, query, body))
        if type_ is None:
            return None
        try:
            value = parse(type_, _json_of(answer.body, type_))
        except (ValueError, RecursionError, ShapeError) as error:
            # A ValueError may quote the body, keys that it holds included: its text is left out.
            why = str(error) if isinstance(error, ShapeError) else "the body is no JSON"
            raise self._redacted(
                MemsyAPIError(
                    f"{answer.status}: not what was promised: {why}",
                    status_code=answer.status,
                    response=answer,
                )
            ) from None
        value = value if pick is None else pick(value)
        if isinstance(value, list):
            value = ResultList(value)
        if isinstance(value, (Result, ResultList)):
            value.usage, value.rate_limit = usage_in(answer.headers), rate_limit_in(answer.headers)
        return value

    def _request(self, method, path, query, body):
        """The bytes: every attempt sends the same."""
        parameters = {name: value for name, value in (query or {}).items() if value is not None}
        target = self._prefix + path
        if parameters:
            quote = urllib.parse.quote  # a blank is %20, not +
            target += "?" + urllib.parse.urlencode(parameters, quote_via=quote, safe="")
        head = [
            f"{method} {target} HTTP/1.1",
            f"Host: {self._host}",
            f"Authorization: Bearer {self._key}",
            "Accept: application/json",
            "Accept-Encoding: identity",
        ]
        content = b""
        if body is not None:
            members = {name: value for name, value in body.items() if value is not None}
            content = json.dumps(members, allow_nan=False).encode()
            head += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
        return "\r\n".join([*head, "", ""]).encode("ascii") + content

    def _answer(self, request):
        """The answer that is a success. Only 429 is tried again: it says that nothing was done."""
        attempt = 0
        while True:
            answer = self._attempt(request)
            if 200 <= answer.status < 300:
                return answer
            asked_s = retry_after_in(answer.headers, time.time())
            if answer.status != 429 or attempt >= self._max_retries:
                error = error_of(answer)
                if isinstance(error, RateLimitExceeded):
                    error.retry_after = asked_s
                raise self._redacted(error)
            backoff_s = backoff_before(attempt, self._backoff_s)
            self._wait(backoff_s if asked_s is None else asked_s)
            attempt += 1

    def _attempt(self, request):
        try:
            return self._transport.exchange(request, self._timeout_s)
        except MemsyConnectionError as error:
            raise self._redacted(error)

    def _wait(self, wait_s):
        if self._transport.closed.wait(min(wait_s, WAIT_MAX_S)):
            raise MemsyConnectionError("the client is closed")

    def _redacted(self, error):
        """A server may quote the key in what it says."""
        error.args = tuple(text.replace(self._key, "[key]") for text in error.args)
        if isinstance(error, MemsyAPIError):
            error.detail = error.detail.replace(self._key, "[key]")
        return error


_EMPTY = {list[Invoice]: [], KeyUsage: {"usage": []}}  # nothing at all is an empty list


def _json_of(body, type_):
    if not body and type_ in _EMPTY:
        return _EMPTY[type_]

    def refuse(word):
        raise ValueError(f"{word} is no JSON")

    return json.loads(body.decode("utf-8"), parse_constant=refuse)


def _segment(id_):
    """An id as one segment of a path, whatever it holds."""
    if id_ in ("", ".", ".."):
        raise ValueError(f"{id_!r} is no id")
    return urllib.parse.quote(id_, safe="")


class _Part:
    def __init__(self, client):
        self._client = client


class _Usage(_Part):
    def summary(self):
        return self._client._get(UsageSummaryResponse, "/usage/summary")

    def timeseries(
        self,
        *,
        dimension=None,
        granularity="daily",
        period_start=None,
        period_end=None,
    ):
        query = {
            "granularity": granularity,
            "dimension": dimension,
            "period_start": period_start,
            "period_end": period_end,
        }
        return self._client._get(UsageTimeseriesResponse, "/usage/timeseries", query)


class _Billing(_Part):
    def summary(self):
        return self._client._get(BillingSummary, "/billing/summary")

    def invoices(self):
        return self._client._get(list[Invoice], "/billing/invoices")


class _Keys(_Part):
    def list(self):
        return self._client._get(ApiKeyListResponse, "/keys")

    def create(self, name, scopes=("read", "write"), expires_at=None):
        body = {"name": name, "scopes": [*scopes], "expires_at": expires_at}
        return self._client._call(CreateKeyResponse, "POST", "/keys", body=body)

    def usage(self, key_id):
        path = f"/keys/{_segment(key_id)}/usage"
        return self._client._get(KeyUsage, path, pick=lambda found: found.usage)

    def delete(self, key_id):
        self._client._call(None, "DELETE", f"/keys/{_segment(key_id)}")


class _Events(_Part):
    def list(
        self,
        *,
        actor_id=None,
        session_id=None,
        kind=None,
        sort="ts_desc",
        limit=50,
        offset=0,
    ):
        query = {
            "actor_id": actor_id,
            "session_id": session_id,
            "kind": kind,
            "sort": sort,
            "limit": limit,
            "offset": offset,
        }
        return self._client._get(EventListResponse, "/console/events", query)


class _Interest(_Part):
    def express(self, email, name, *, company=None, use_case=None, notes=None):
        body = {
            "email": email,
            "name": name,
            "company": company,
            "use_case": use_case,
            "notes": notes,
        }
        return self._client._call(ProInterestResponse, "POST", "/interest/pro", body=body)

    def status(self):
        path = "/interest/pro/status"
        return self._client._get(InterestStatus, path, pick=lambda found: found.expressed)
