"""Describes errors and values of an SDK as JSON: by looking at them, without a judgement.

Part of adapter_kit.py; docs/client_protocol.md says what a description holds.
"""

import base64
import collections
import collections.abc
import datetime
import decimal
import enum
import functools
import json
import pathlib
import re
import types
import uuid

INTEGER_MAX = 2**53  # the last integer that every reader of JSON keeps
DEPTH_MAX = 200  # of values; deeper is cut off, and so is what contains itself
CAUSES_MAX = 50
CUT_OFF = "..."


def describe_error(error):
    bases = [base.__name__ for base in type(error).__mro__ if base is not object]
    if "Exception" in bases:
        bases.remove("BaseException")
    return {
        "type": type(error).__name__,
        "bases": bases,
        "message": text_of(str, error),
        "repr": text_of(repr, error),
        "attrs": _attributes_of(error),
        "chain": [
            {"type": type(cause).__name__, "message": text_of(str, cause)}
            for cause in _causes_of(error)
        ],
    }


def _causes_of(error):
    causes = [error]
    while len(causes) <= CAUSES_MAX:
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is None or any(error is cause for cause in causes):
            break
        causes.append(error)
    return causes[1:]


def _attributes_of(error):
    attributes = {}
    for name in _public_names(error, BaseException):
        found, value = read(error, name)
        if found and _is_plain(value):
            attributes[name] = plain(value)
    return attributes


def _is_plain(value, depth=0):
    if depth > 20:
        return False
    if isinstance(value, collections.abc.Mapping):
        return all(_is_plain(each, depth + 1) for each in value.values())
    if isinstance(value, (list, tuple)):
        return all(_is_plain(each, depth + 1) for each in value)
    return value is None or isinstance(
        value, (str, bool, int, float, decimal.Decimal, enum.Enum, datetime.date)
    )


def text_of(convert, value):
    try:
        return _well_formed(convert(value))
    except BaseException as error:  # an error whose text cannot be had is to be told, not to end us
        return f"<{convert.__name__}() raised {type(error).__name__}>"


def line_of(error):
    return f"{type(error).__name__}: {text_of(str, error)}"


def _well_formed(text):
    """Half a surrogate pair is no UTF-8, and many readers of JSON refuse it."""
    return str(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_FIELD_TYPES = (
    property,
    functools.cached_property,
    types.MemberDescriptorType,
    types.GetSetDescriptorType,
)
_VALUE_TYPES = (str, int, float, bool, type(None))


def _public_names(value, root=object):
    """Fields, properties, slots, and what the class says for all; nothing of `root`."""
    names = dict.fromkeys(getattr(value, "__dict__", ()))
    for owner in type(value).__mro__:
        if owner in root.__mro__:
            continue
        for name, member in vars(owner).items():
            if isinstance(member, _FIELD_TYPES) or isinstance(member, _VALUE_TYPES):
                names.setdefault(name)
    return [name for name in names if isinstance(name, str) and not name.startswith("_")]


def read(value, name):
    try:
        return True, getattr(value, name)
    except BaseException:  # a property may raise anything
        return False, None


def plain(value, path=()):
    """The value as JSON: by what it is, not by whose it is."""
    if isinstance(value, enum.Enum) and not isinstance(value, int):
        return plain(value.value if isinstance(value.value, str) else value.name)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _well_formed(value)
    if isinstance(value, int):
        return int(value) if abs(value) <= INTEGER_MAX else f"int:{decimal.Decimal(int(value))}"
    if isinstance(value, (float, decimal.Decimal)):
        return _plain_number(float(value))
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"b64": base64.b64encode(value).decode()}
    if isinstance(value, (datetime.date, datetime.time)):
        return re.sub(r"\+00:00$", "Z", value.isoformat())
    if isinstance(value, datetime.timedelta):
        return _plain_number(value.total_seconds())
    if isinstance(value, (uuid.UUID, pathlib.PurePath)):
        return str(value)
    if len(path) >= DEPTH_MAX or any(value is each for each in path):
        return CUT_OFF
    return _plain_container(value, (*path, value))


def _plain_number(number):
    if number != number:
        return "nan"
    if number in (float("inf"), float("-inf")):
        return "inf" if number > 0 else "-inf"
    return number


def _plain_container(value, path):
    if isinstance(value, collections.abc.Mapping):
        return {_plain_key(name): plain(each, path) for name, each in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: plain(getattr(value, name), path) for name in value._fields}
    if isinstance(value, (list, tuple, collections.abc.Set, collections.deque)):
        return [plain(each, path) for each in value]
    if callable(getattr(value, "model_dump", None)):  # pydantic
        return plain(value.model_dump(), path)
    members = {}
    for name in _public_names(value):
        found, member = read(value, name)
        if found and not _is_tool(member):
            members[_well_formed(name)] = plain(member, path)
    return members


def _plain_key(name):
    name = name.value if isinstance(name, enum.Enum) else name
    return _well_formed(name if isinstance(name, str) else json.dumps(plain(name)))


def _is_tool(member):
    """Functions, classes, connections: what is there to be used, not read."""
    tools = ("close", "read", "request", "send")
    is_module = isinstance(member, types.ModuleType)
    return callable(member) or is_module or any(callable(getattr(member, t, None)) for t in tools)
