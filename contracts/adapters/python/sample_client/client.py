"""The client of the control plane: thirteen methods."""

from .calling import Part, present, segment
from .memsy import MemsyBase
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
    UsageSummaryResponse,
    UsageTimeseriesResponse,
)


class MemsyControlClient(MemsyBase):
    def __init__(self, base_url, api_key, **options):
        super().__init__(base_url, api_key, **options)
        caller = self._caller
        self.usage, self.billing = _Usage(caller), _Billing(caller)
        self.keys, self.events, self.interest = _Keys(caller), _Events(caller), _Interest(caller)

    def me(self):
        return self._caller.get(MeResponse, "/me")

    def health(self):
        return self._caller.get(HealthResponse, "/health")


class _Usage(Part):
    def summary(self):
        return self._caller.get(UsageSummaryResponse, "/usage/summary")

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
        return self._caller.get(UsageTimeseriesResponse, "/usage/timeseries", query)


class _Billing(Part):
    def summary(self):
        return self._caller.get(BillingSummary, "/billing/summary")

    def invoices(self):
        return self._caller.get(list[Invoice], "/billing/invoices")


class _Keys(Part):
    def list(self):
        return self._caller.get(ApiKeyListResponse, "/keys")

    def create(self, name, scopes=("read", "write"), expires_at=None):
        body = {"name": name, "scopes": [*scopes], "expires_at": expires_at}
        return self._caller.call(CreateKeyResponse, "POST", "/keys", body=present(body))

    def usage(self, key_id):
        path = f"/keys/{segment(key_id)}/usage"
        return self._caller.get(KeyUsage, path, pick=lambda found: found.usage)

    def delete(self, key_id):
        self._caller.call(None, "DELETE", f"/keys/{segment(key_id)}")


class _Events(Part):
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
        return self._caller.get(EventListResponse, "/console/events", query)


class _Interest(Part):
    def express(self, email, name, *, company=None, use_case=None, notes=None):
        body = {
            "email": email,
            "name": name,
            "company": company,
            "use_case": use_case,
            "notes": notes,
        }
        return self._caller.call(ProInterestResponse, "POST", "/interest/pro", body=present(body))

    def status(self):
        path = "/interest/pro/status"
        return self._caller.get(InterestStatus, path, pick=lambda found: found.expressed)
