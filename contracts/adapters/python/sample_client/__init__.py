"""A small client of the Memsy control plane in the standard library alone, to be read and judged.

    client.py     the methods, and the loop that tries again
    transport.py  connections and the time that an attempt may take
    wire.py       the bytes of an answer
    headers.py    usage, rate limit, Retry-After
    models.py     what calls give
    errors.py     what calls raise
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

__version__ = "1.0.0"
__all__ = [
    "AuthenticationError",
    "AuthorizationError",
    "BillingNotEnabledError",
    "FeatureNotAvailable",
    "KeyLimitReachedError",
    "MemsyAPIError",
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
