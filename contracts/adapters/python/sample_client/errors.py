"""Everything that a call can raise, in one tree, and how an answer becomes one of it."""

import json

TEXT_MAX = 500  # characters of the server's text in a message; `detail` has all of it


class MemsyError(Exception):
    """The root."""


class MemsyConnectionError(MemsyError):
    """No whole answer came: refused, reset, cut off, garbled, or not in time."""


class MemsyAPIError(MemsyError):
    """An answer that is no success, or a success that is not what was promised.

    `status_code` is the HTTP status, `detail` the server's text, `error_code` its code or None,
    `response` the answer as it came.
    """

    extras = {}  # attribute -> (names in the body, type)

    def __init__(self, message="", **attributes):
        super().__init__(message)
        self.status_code = self.error_code = self.response = None
        self.detail = message
        for name in self.extras:
            setattr(self, name, None)
        self.__dict__.update(attributes)


class OrgIdNotAllowedError(MemsyAPIError):
    pass


class AuthenticationError(MemsyAPIError):
    pass


class AuthorizationError(MemsyAPIError):
    extras = {"required_scope": (("required_scope", "scope"), str)}


class FeatureNotAvailable(MemsyAPIError):
    extras = {
        "feature": (("feature",), str),
        "current_tier": (("current_tier",), str),
        "upgrade_url": (("upgrade_url",), str),
    }


class SeatRequiredError(MemsyAPIError):
    pass


_LIMIT = {"limit": (("limit",), int), "current": (("current",), int)}


class OrgLimitReachedError(MemsyAPIError):
    extras = _LIMIT


class KeyLimitReachedError(MemsyAPIError):
    extras = _LIMIT


class BillingNotEnabledError(MemsyAPIError):
    extras = {"interest_path": (("interest_path",), str)}


class SeatLimitReachedError(MemsyAPIError):
    extras = {
        "purchased_seats": (("purchased_seats",), int),
        "assigned_seats": (("assigned_seats",), int),
        "pending_invites": (("pending_invites",), int),
    }


class UsageLimitExceeded(MemsyAPIError):
    """The quota of the billing period is used up."""

    extras = {
        "dimension": (("dimension",), str),
        "upgrade_url": (("upgrade_url",), str),
        **_LIMIT,
    }


class RateLimitExceeded(MemsyAPIError):
    """Too many calls. `retry_after` is what the last answer asked for, in seconds, or None."""

    retry_after = None


_CLASS_OF = {
    (400, "org_id_not_allowed"): OrgIdNotAllowedError,
    (403, "feature_not_available"): FeatureNotAvailable,
    (403, "seat_required"): SeatRequiredError,
    (403, "org_limit_reached"): OrgLimitReachedError,
    (403, "key_limit_reached"): KeyLimitReachedError,
    (403, "billing_not_enabled"): BillingNotEnabledError,
    (409, "seat_limit_reached"): SeatLimitReachedError,
    (429, "usage_limit_exceeded"): UsageLimitExceeded,
}
_GATEWAY_REFUSAL = {"message": "Forbidden"}  # by a gateway that does not know the key


def error_of(answer):
    """The error that an answer which is no success stands for."""
    raw = answer.body.decode("utf-8", "replace")
    members, text = _read(raw)
    code = _text_in(members, "error") or None
    found = _class_of(answer.status, code, members, text)
    extras = {
        name: next((members[each] for each in names if _is(members.get(each), type_)), None)
        for name, (names, type_) in found.extras.items()
    }
    return found(
        f"{answer.status}: {text[:TEXT_MAX]}",
        status_code=answer.status,
        detail=text,
        error_code=code,
        response=answer,
        **extras,
    )


def _class_of(status, code, members, text):
    """A code counts with its own status only; the first rule that fits decides."""
    if status == 401 or (status == 403 and members == _GATEWAY_REFUSAL):
        return AuthenticationError
    if (status, code) in _CLASS_OF:
        return _CLASS_OF[status, code]
    if status == 403:
        return AuthorizationError
    if status == 429:
        is_quota = code is None and "quota" in text.lower()
        return UsageLimitExceeded if is_quota else RateLimitExceeded
    return MemsyAPIError


def _read(raw):
    """The members that count, with those under `detail` over the others, and the server's text."""
    try:
        top = json.loads(raw)
    except (ValueError, RecursionError):
        return {}, raw
    if not isinstance(top, dict):
        return {}, raw
    detail = top.get("detail")
    if isinstance(detail, dict):
        members = {name: value for name, value in top.items() if name != "detail"}
        members.update(detail)
        text = _text_in(detail, "message") or _text_in(detail, "error")
    else:
        members, text = top, _text_in(top, "detail")
    return members, text or _text_in(top, "message") or _text_in(top, "error") or raw


def _text_in(members, name):
    return members[name] if isinstance(members.get(name), str) else ""


def _is(value, type_):
    return isinstance(value, type_) and not isinstance(value, bool)
