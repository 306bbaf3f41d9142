"""The client of MemorySync. A call gives the object of the answer as it came: an answer that
stores nothing says so by itself, and nothing is made of it here. None: the answer had no body.
"""

import re

from .calling import Caller, Client, Part, json_in, present, segment
from .memorysync_errors import MemorySyncError, ValidationError, refusal_of

BATCH_MAX = 50  # items of one call


class MemorySyncCaller(Caller):
    def __init__(self, base_url, api_key, headers, end_user_id, **options):
        super().__init__(base_url, api_key, headers, refusal_of, **options)
        self.end_user_id = end_user_id

    def call(self, method, path, query=None, body=None):
        """The JSON of the answer; raises MemorySyncError."""
        headers = self._headers_of_user() if path.startswith("/memory/") else None
        answer = self.answer(method, path, query, body, headers)
        try:
            return json_in(answer.body) if answer.body else None
        except (ValueError, RecursionError):
            raise MemorySyncError(
                "a success whose body is no JSON",
                status_code=answer.status,
                request_id=answer.headers.only("X-Request-ID"),
                response=answer,
            ) from None

    def _headers_of_user(self):
        if not self.end_user_id:
            raise ValidationError("calls of memory need the client's end_user_id")
        return {"X-End-User-ID": self.end_user_id}


class MemorySyncClient(Client):
    """Safe to use from many threads. Times are in seconds; `timeout` is that of one attempt."""

    def __init__(
        self,
        base_url,
        api_key,
        *,
        end_user_id=None,
        project_id=None,
        timeout=30.0,
        max_retries=3,
        retry_backoff=0.5,
    ):
        for name, value in (("end_user_id", end_user_id), ("project_id", project_id)):
            if value and not re.fullmatch(r"[\x20-\x7e]+", value):
                raise ValueError(f"{name} holds what no header can carry")
        headers = {"X-API-Key": api_key}
        if project_id:  # an empty one is not the same as none
            headers["X-Project-ID"] = project_id
        options = {"timeout": timeout, "max_retries": max_retries, "retry_backoff": retry_backoff}
        caller = MemorySyncCaller(base_url, api_key, headers, end_user_id, **options)
        super().__init__(caller)
        self.memory, self.turns, self.projects = _Memory(caller), _Turns(caller), _Projects(caller)

    def health(self):
        return self._caller.call("GET", "/health")


class _Memory(Part):
    def add(
        self,
        text,
        *,
        tags=None,
        importance=None,
        source=None,
        event_type=None,
        session_id=None,
        ttl_minutes=None,
        metadata=None,
        deduplicate=None,
    ):
        body = {
            "text": text,
            "tags": tags,
            "importance": importance,
            "source": source,
            "event_type": event_type,
            "session_id": session_id,
            "ttl_minutes": ttl_minutes,
            "metadata": metadata,
            "deduplicate": deduplicate,
        }
        return self._caller.call("POST", "/memory/add", body=present(body))

    def batch(self, items, *, deduplicate=None):
        """The answer as it came; of more items than one call takes, one made of all answers."""
        if len(items) <= BATCH_MAX:
            return self._batch(items, deduplicate)
        results = []
        for begin in range(0, len(items), BATCH_MAX):
            part = items[begin : begin + BATCH_MAX]
            try:
                results += _results_of(self._batch(part, deduplicate), part, begin)
            except MemorySyncError as error:
                error.results = results
                raise
        said = [result.get("status") for result in results]
        counts = {status: said.count(status) for status in ("created", "skipped", "rejected")}
        return {"total": len(results), **counts, "results": results}

    def _batch(self, items, deduplicate):
        body = {"items": [present(item) for item in items], "deduplicate": deduplicate}
        return self._caller.call("POST", "/memory/batch", body=present(body))

    def query(self, query, *, k=None, filters=None, weights=None):
        body = {"query": query, "k": k, "filters": filters, "weights": weights}
        return self._caller.call("POST", "/memory/query", body=present(body))

    def search(self, query, *, k=None):
        body = present({"query": query, "k": k})
        return self._caller.call("POST", "/memory/search", body=body)

    def get(self, memory_id):
        return self._caller.call("GET", f"/memory/{_number_of(memory_id)}")

    def update(self, memory_id, **changes):
        return self._caller.call("PATCH", f"/memory/{_number_of(memory_id)}", body=changes)

    def forget(self, memory_ids):
        body = {"memory_ids": [_number_of(memory_id) for memory_id in memory_ids]}
        return self._caller.call("DELETE", "/memory/forget", body=body)

    def export(self):
        return self._caller.call("GET", "/memory/export")


class _Turns(Part):
    def add(
        self,
        tenant_id,
        user_id,
        text,
        *,
        role=None,
        speaker=None,
        occurred_at=None,
        metadata=None,
    ):
        body = {
            "tenant_id": tenant_id,
            "user_id": user_id,
            "text": text,
            "role": role,
            "speaker": speaker,
            "occurred_at": occurred_at,
            "metadata": metadata,
        }
        return self._caller.call("POST", "/v1/memory/add_turn", body=present(body))

    def recall(self, tenant_id, user_id, prompt, *, k=None):
        return self._ask("/v1/memory/recall", tenant_id, user_id, prompt, k)

    def query(self, tenant_id, user_id, prompt, *, k=None):
        return self._ask("/v1/memory/query", tenant_id, user_id, prompt, k)

    def _ask(self, path, tenant_id, user_id, prompt, k):
        body = {"tenant_id": tenant_id, "user_id": user_id, "prompt": prompt, "k": k}
        return self._caller.call("POST", path, body=present(body))

    def list(self, tenant_id, user_id, *, limit=None):
        path = f"/v1/memory/{segment(tenant_id)}/{segment(user_id)}/list"
        return self._caller.call("GET", path, {"limit": limit})


class _Projects(Part):
    def list(self):
        return self._caller.call("GET", "/org/projects")


def _results_of(answer, items, begin):
    """What became of each item, counted from the first of all; an answer may not say."""
    told = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(told, list):
        unsaid = {"status": "unknown", "memory_ids": [], "reason": "the server did not say"}
        told = [unsaid] * len(items)
    told = [each if isinstance(each, dict) else {"status": "unknown"} for each in told]
    return [{**each, "index": begin + index} for index, each in enumerate(told)]


def _number_of(memory_id):
    """Ids are integers here; the tenant surface writes the same one as m_42."""
    if isinstance(memory_id, str) and re.fullmatch(r"(m_)?[0-9]{1,18}", memory_id):
        return int(memory_id.removeprefix("m_"))
    if not isinstance(memory_id, int) or isinstance(memory_id, bool):
        raise ValidationError(f"{memory_id!r} is no id of a memory: give an integer")
    return memory_id
