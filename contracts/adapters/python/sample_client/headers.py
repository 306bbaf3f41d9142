"""What stands in the headers of an answer: usage, the rate limit, and when to try again."""

import calendar
import dataclasses
import datetime
import re
import sys
import time

WAIT_MAX_S = 2**31 - 1.0  # 68 years: as good as for ever, and every clock can count it


class Headers:
    """The lines in their order. Names are alike in any case."""

    def __init__(self, lines=()):
        self.lines = list(lines)

    def all(self, name):
        return [value for each, value in self.lines if each.lower() == name.lower()]

    def only(self, name):
        """The value, or None when there is none, or more than one, which is as good as none."""
        values = self.all(name)
        return values[0] if len(values) == 1 and values[0] else None

    def text(self, name):
        return ", ".join(self.all(name)) or None

    def integer(self, name):
        """A sign for less than nothing and ASCII digits: int() takes much else."""
        value = self.only(name)
        return int(value) if value and re.fullmatch(r"-?[0-9]{1,1000}", value) else None


@dataclasses.dataclass
class UsageInfo:
    api_calls: int | None
    api_calls_limit: int | None
    events_ingested: int | None
    events_ingested_limit: int | None
    memory_stored: int | None
    memory_stored_limit: int | None
    llm_tokens: int | None
    llm_tokens_limit: int | None
    search_queries: int | None
    search_queries_limit: int | None
    plan: str | None


@dataclasses.dataclass
class RateLimitInfo:
    limit: int | None
    remaining: int | None
    reset: int | None  # Unix seconds


# In the order of the fields of UsageInfo. The header says memories, the field memory.
_STEMS = ("ApiCalls", "EventsIngested", "MemoriesStored", "LlmTokens", "SearchQueries")


def usage_in(headers):
    numbers = [
        headers.integer(f"X-Usage-{stem}{end}") for stem in _STEMS for end in ("", "-Limit")
    ]
    usage = UsageInfo(*numbers, plan=headers.text("X-Plan"))
    return None if usage == UsageInfo(*[None] * 11) else usage


def rate_limit_in(headers):
    limit, remaining, reset = (
        headers.integer(f"X-RateLimit-{name}") for name in ("Limit", "Remaining", "Reset")
    )
    return None if limit is None and remaining is None else RateLimitInfo(limit, remaining, reset)


def retry_after_in(headers, now):
    """The seconds to wait, counted from `now` (Unix seconds); None when it does not say.

    A decimal number of seconds, or a date in one of the three forms of RFC 9110, 5.6.7. Anything
    else, a date that is past included, is as good as nothing: then the backoff holds.
    """
    value = headers.only("Retry-After")
    if value is None:
        return None
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", value):
        return min(float(value), sys.float_info.max)  # 400 digits are infinite to float()
    date = date_of(value, now)
    return date - now if date is not None and date > now else None


_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_LONG_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_TIME = "(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
_DATE_FORMS = [
    f"{_DAY}, (?P<day>[0-9]{{2}}) {_MONTH} (?P<year>[0-9]{{4}}) {_TIME} GMT",
    f"{_LONG_DAY}, (?P<day>[0-9]{{2}})-{_MONTH}-(?P<year>[0-9]{{2}}) {_TIME} GMT",
    f"{_DAY} {_MONTH} (?P<day>[ 0-9][0-9]) {_TIME} (?P<year>[0-9]{{4}})",
]


def date_of(text, now):
    """Unix seconds; None when it is no HTTP date. Two digits of a year are near to `now`."""
    found = next(filter(None, (re.fullmatch(form, text) for form in _DATE_FORMS)), None)
    if found is None:
        return None
    year, month = int(found["year"]), _MONTHS.index(found["month"]) + 1
    if len(found["year"]) == 2:
        this_year = time.gmtime(now).tm_year
        year += this_year - this_year % 100
        year += 100 if year <= this_year - 50 else -100 if year > this_year + 50 else 0
    day, hour, minute, second = (int(found[each]) for each in ("day", "hour", "minute", "second"))
    try:
        datetime.datetime(year, month, day, hour, minute, min(second, 59))
    except ValueError:
        return None
    return calendar.timegm((year, month, day, hour, minute, second)) if second <= 60 else None


def backoff_before(attempt, base_s):
    """The wait before extra attempt 0, 1, 2...: doubles, up to WAIT_MAX_S."""
    return min(base_s * 2.0 ** min(attempt, 1000), WAIT_MAX_S)
