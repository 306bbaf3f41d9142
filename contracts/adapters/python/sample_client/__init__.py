"""Small clients of Memsy and MemorySync in the standard library alone, to be read and judged.

    client.py             Memsy's control plane: the methods
    hot_path.py           Memsy's hot path: the methods, and what they give
    records.py            its orgs, roles and teams
    memsy.py              what is tried again, and what becomes of an answer
    models.py             what calls of the control plane give
    errors.py             what calls of Memsy raise
    headers.py            usage, rate limit, Retry-After
    memorysync.py         MemorySync: the methods
    memorysync_errors.py  what they raise, and what is tried again
    calling.py            a request and its attempts
    transport.py          connections and the time that an attempt may take
    wire.py               the bytes of an answer
"""

from .client import MemsyControlClient
from .errors import (
    AuthenticationError,
    AuthorizationError,
    BillingNotEnabledError,
    FeatureNotAvailable,
    KeyLimitReachedError,
    MemsyAPIError,
    MemsyConnectionError,
    MemsyError,
    OrgIdNotAllowedError,
    OrgLimitReachedError,
    RateLimitExceeded,
    SeatLimitReachedError,
    SeatRequiredError,
    UsageLimitExceeded,
)
from .hot_path import MemsyClient

__version__ = "1.0.0"
__all__ = [
    "AuthenticationError",
    "AuthorizationError",
    "BillingNotEnabledError",
    "FeatureNotAvailable",
    "KeyLimitReachedError",
    "MemsyAPIError",
    "MemsyClient",
    "MemsyConnectionError",
    "MemsyControlClient",
    "MemsyError",
    "OrgIdNotAllowedError",
    "OrgLimitReachedError",
    "RateLimitExceeded",
    "SeatLimitReachedError",
    "SeatRequiredError",
    "UsageLimitExceeded",
]
