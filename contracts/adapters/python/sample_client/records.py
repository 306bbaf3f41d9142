"""Orgs, roles and teams of the hot path: records of one shape, and what is done with them."""

import dataclasses

from .calling import Part, present, segment
from .models import Result


@dataclasses.dataclass
class OrgResource(Result):
    org_id: str
    name: str
    focus: str
    promotion_prompt: str
    created_at: str
    updated_at: str
    prompt_meta: dict | None = None


@dataclasses.dataclass(kw_only=True)
class RoleResource(OrgResource):
    role_id: str


@dataclasses.dataclass(kw_only=True)
class TeamResource(OrgResource):
    team_id: str


class Records(Part):
    """`ids` names a record: `org_id=`, and before it `role_id=` or `team_id=` for those."""

    def __init__(self, caller, type_, path, own_id):
        super().__init__(caller)
        self._type, self._path, self._own_id = type_, path, own_id

    def create(self, org_id, name, focus):
        body = {"org_id": org_id, "name": name, "focus": focus}
        return self._caller.call(self._type, "POST", self._path, body=body)

    def get(self, **ids):
        return self._on(ids, self._type, "GET")

    def update(self, *, name=None, focus=None, promotion_prompt=None, **ids):
        change = {"name": name, "focus": focus, "promotion_prompt": promotion_prompt}
        return self._on(ids, self._type, "PATCH", body=present(change))

    def regenerate_prompt(self, **ids):
        return self._on(ids, self._type, "POST", "/regenerate-prompt")

    def delete(self, **ids):
        return self._on(ids, None, "DELETE")

    def _on(self, ids, type_, method, rest="", body=None):
        if ids.keys() != {self._own_id, "org_id"}:
            raise TypeError(f"{self._path[1:]} are named by {self._own_id} and org_id")
        path = f"{self._path}/{segment(ids[self._own_id])}{rest}"
        query = {name: ids[name] for name in ids if name != self._own_id}
        return self._caller.call(type_, method, path, query, body)


class Orgs(Records):
    def __init__(self, caller):
        super().__init__(caller, OrgResource, "/orgs", "org_id")

    def list(self):
        return self._caller.get(list[OrgResource], "/orgs")


class Members(Records):
    """Roles, or teams, of an org."""

    def list(self, org_id, *, limit=100, offset=0):
        query = {"org_id": org_id, "limit": limit, "offset": offset}
        return self._caller.get(list[self._type], self._path, query)
