"""What calls give: the fields that the contract names, of the types that it names."""

import dataclasses
import types
import typing

from .headers import RateLimitInfo, UsageInfo


class ShapeError(Exception):
    """The JSON is not of the promised shape."""


@dataclasses.dataclass(kw_only=True)
class Result:
    """Beside the body: what the headers of the answer say."""

    usage: UsageInfo | None = dataclasses.field(default=None, metadata={"is_header": True})
    rate_limit: RateLimitInfo | None = dataclasses.field(default=None, metadata={"is_header": True})


class ResultList(list):
    """A list, with what the headers of its answer say."""

    usage = None
    rate_limit = None


@dataclasses.dataclass
class MeResponse(Result):
    customer_id: str
    email: str
    tier: str
    is_superadmin: bool
    org_id: str
    is_billing_admin: bool
    user_id: str | None = None
    org_role: str | None = None


@dataclasses.dataclass
class HealthResponse(Result):
    status: str
    version: str = ""
    billing_enabled: bool | None = None
    components: dict | None = None


@dataclasses.dataclass
class DimensionUsage:
    dimension: str
    used: int
    limit: int | None = None
    overage_rate: float | None = None


@dataclasses.dataclass
class UsageSummaryResponse(Result):
    org_id: str
    tier: str
    period_start: str
    period_end: str
    dimensions: list[DimensionUsage] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class TimeseriesPoint:
    date: str
    dimension: str
    quantity: int


@dataclasses.dataclass
class UsageTimeseriesResponse(Result):
    org_id: str
    granularity: str
    data: list[TimeseriesPoint]


@dataclasses.dataclass
class PaymentMethod:
    brand: str
    last4: str
    exp_month: int
    exp_year: int


@dataclasses.dataclass
class UpcomingInvoice:
    amount_due: int
    currency: str
    period_end: int


@dataclasses.dataclass
class BillingSummary(Result):
    tier: str
    purchased_seats: int
    assigned_seats: int
    available_seats: int
    stripe_customer_id: str | None = None
    stripe_subscription_id: str | None = None
    subscription_status: str | None = None
    billing_contact: str | None = None
    payment_method: PaymentMethod | None = None
    upcoming_invoice: UpcomingInvoice | None = None


@dataclasses.dataclass
class Invoice:
    id: str
    currency: str
    status: str
    amount_due: int
    amount_paid: int
    created: str  # Unix seconds; some servers send a number
    hosted_invoice_url: str | None = None


@dataclasses.dataclass
class ApiKeyInfo:
    key_id: str
    prefix: str
    name: str
    created_at: str
    is_active: bool
    scopes: list[str] = dataclasses.field(default_factory=list)
    last_used_at: str | None = None
    expires_at: str | None = None


@dataclasses.dataclass
class ApiKeyListResponse(Result):
    keys: list[ApiKeyInfo]
    max_keys: int
    active_count: int


@dataclasses.dataclass
class CreateKeyResponse(Result):
    key_id: str
    raw_key: str = dataclasses.field(repr=False)  # given once; not for logs
    prefix: str
    name: str
    scopes: list[str] = dataclasses.field(default_factory=list)
    is_active: bool | None = None
    created_at: str | None = None


@dataclasses.dataclass
class KeyUsage:
    usage: list[dict]  # records of no published shape, handed through


@dataclasses.dataclass
class EventItemResponse:
    event_id: str
    org_id: str
    actor_id: str
    kind: str
    content: str
    ts: str
    session_id: str | None = None
    ingested_at: str | None = None
    metadata: dict | None = None


@dataclasses.dataclass
class EventListResponse(Result):
    items: list[EventItemResponse]
    total: int
    limit: int
    offset: int


@dataclasses.dataclass
class ProInterestResponse(Result):
    message: str


@dataclasses.dataclass
class InterestStatus:
    expressed: bool = False


def parse(type_, value, place="the body"):
    """The value as `type_`; raises ShapeError. Members that nobody knows change nothing."""
    if isinstance(type_, types.UnionType):
        return None if value is None else parse(typing.get_args(type_)[0], value, place)
    if typing.get_origin(type_) is list:
        if not isinstance(value, list):
            raise ShapeError(f"{place} is no list")
        (item,) = typing.get_args(type_)
        return [parse(item, each, f"{place}[{index}]") for index, each in enumerate(value)]
    if dataclasses.is_dataclass(type_):
        return _parse_object(type_, value, place)
    if type_ is float:
        type_ = (int, float)
    if not isinstance(value, type_) or (isinstance(value, bool) and type_ is not bool):
        raise ShapeError(f"{place} is of the wrong type")
    return value


def _parse_object(type_, value, place):
    if not isinstance(value, dict):
        raise ShapeError(f"{place} is no object")
    types_of = typing.get_type_hints(type_)
    members = {}
    for field in dataclasses.fields(type_):
        name = field.metadata.get("name", field.name)
        member = value.get(name)
        if "is_header" in field.metadata:
            continue
        if field.name == "created" and isinstance(member, int) and not isinstance(member, bool):
            member = str(member)
        if member is not None:
            members[field.name] = parse(types_of[field.name], member, f"{place}.{name}")
        elif field.default is field.default_factory is dataclasses.MISSING:
            raise ShapeError(f"{place} has no {name}")
    return type_(**members)
