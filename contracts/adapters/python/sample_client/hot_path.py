"""The client of the hot path: what is stored, and found again."""

import dataclasses

from .calling import Part, present, segment
from .memsy import MemsyBase
from .models import Result
from .records import Members, Orgs, RoleResource, TeamResource


@dataclasses.dataclass
class IngestResponse(Result):
    event_ids: list[str]  # in the order of the events


@dataclasses.dataclass
class SearchResult:
    id: str
    content: str
    score: float  # higher is closer, within one answer
    metadata: dict | None = None


@dataclasses.dataclass
class SearchResponse(Result):
    results: list[SearchResult]


def _called(name):
    """A field by its name on the wire, which is in camelCase here and nowhere else."""
    return dataclasses.field(metadata={"name": name})


@dataclasses.dataclass
class StatusResponse(Result):
    completed_ids: list[str] = _called("completedIds")
    failed_ids: list[str] = _called("failedIds")
    pending_ids: list[str] = _called("pendingIds")
    total: int = _called("total")
    statuses: dict | None = None
    unknown_ids: list[str] | None = dataclasses.field(default=None, metadata={"name": "unknownIds"})


@dataclasses.dataclass
class MemoryScopeInfo:
    level: str
    actor_id: str | None = None
    team_id: str | None = None
    role_id: str | None = None


def _empty(type_=list):
    return dataclasses.field(default_factory=type_)


@dataclasses.dataclass
class MemoryItemResource(Result):  # headers: of memories.get alone
    memory_id: str
    org_id: str
    scope: MemoryScopeInfo
    type: str = ""
    kind: str = ""
    memory_kind: str = ""
    status: str = ""
    text: str = ""
    confidence: float = 0
    strength: float = 0
    decay_half_life_days: float = 0
    recall_count: int = 0
    pinned: bool = False
    tags: list[str] = _empty()
    source_event_ids: list[str] = _empty()
    source_urls: list[str] = _empty()
    entity_refs: list[dict] = _empty()
    summary: str | None = None
    payload: dict | None = None
    last_recalled_at: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    observed_at: str | None = None
    created_at: str | None = None
    updated_at: str | None = None


@dataclasses.dataclass
class MemoryListResponse(Result):
    items: list[MemoryItemResource]
    total: int
    limit: int
    offset: int


@dataclasses.dataclass
class MemoryStatsResponse(Result):
    total: int
    total_memories: int
    active_memories: int
    avg_confidence: float
    avg_strength: float
    by_type: dict = _empty(dict)
    by_kind: dict = _empty(dict)
    by_status: dict = _empty(dict)
    top_entities: list[dict] = _empty()
    confidence_buckets: list[dict] | None = None
    date_range: dict | None = None


class MemsyClient(MemsyBase):
    def __init__(self, base_url, api_key, **options):
        super().__init__(base_url, api_key, **options)
        self.memories = _Memories(self._caller)
        self.orgs = Orgs(self._caller)
        self.roles = Members(self._caller, RoleResource, "/roles", "role_id")
        self.teams = Members(self._caller, TeamResource, "/teams", "team_id")

    def ingest(self, events):
        """`events`: mappings with actor_id, session_id, kind, content, and what else is known."""
        body = {"events": [present(event) for event in events]}
        return self._caller.call(IngestResponse, "POST", "/ingest", body=body)

    def search(
        self,
        query,
        *,
        actor_id=None,
        limit=10,
        threshold=0.0,
        include_source_events=False,
        role_ids=None,
        team_ids=None,
    ):
        body = {
            "query": query,
            "limit": limit,
            "threshold": threshold,
            "include_source_events": include_source_events,
            "actor_id": actor_id,
            "role_ids": role_ids or None,  # an empty list is as good as none
            "team_ids": team_ids or None,
        }
        return self._caller.call(SearchResponse, "POST", "/search", body=present(body))

    def status(self, event_ids):
        body = {"event_ids": [*event_ids]}
        return self._caller.call(StatusResponse, "POST", "/status", body=body)


class _Memories(Part):
    def list(
        self,
        *,
        actor_id=None,
        kind=None,
        type=None,
        status=None,
        sort="observed_at_desc",
        search=None,
        limit=50,
        offset=0,
    ):
        query = {
            "actor_id": actor_id,
            "kind": kind,
            "type": type,
            "status": status,
            "sort": sort,
            "search": search,
            "limit": limit,
            "offset": offset,
        }
        return self._caller.get(MemoryListResponse, "/console/memories", query)

    def stats(self):
        return self._caller.get(MemoryStatsResponse, "/console/memories/stats")

    def get(self, memory_id):
        return self._caller.get(MemoryItemResource, f"/console/memories/{segment(memory_id)}")
