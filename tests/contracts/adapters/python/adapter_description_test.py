"""What values and errors look like in replies."""

import collections
import dataclasses
import datetime
import decimal
import enum
import http
import json
import pathlib
import sys
import unittest
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT / "contracts" / "adapters" / "python"))

from adapter_description import describe_error, plain  # noqa: E402

UTC = datetime.timezone.utc


class Color(enum.Enum):
    RED = "red"
    BLUE = 2


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0

    @property
    def total(self):
        return self.x + self.y

    @property
    def broken(self):
        raise RuntimeError


class Slotted:
    __slots__ = ("a", "unset")

    def __init__(self):
        self.a = 1


class Plain:
    """Also holds what is not to be read."""

    def __init__(self):
        self.a = 1
        self._hidden = 2
        self.connection = open(__file__, "rb")
        self.module = json
        self.function = print

    def method(self):
        return 5


class Model:
    """As pydantic has it."""

    def model_dump(self):
        return {"when": datetime.datetime(2026, 4, 1, tzinfo=UTC)}


Pair = collections.namedtuple("Pair", "left right")

VALUES = [
    ("scalars", [None, True, 5, 1.5, "a"], [None, True, 5, 1.5, "a"]),
    ("text enum", Color.RED, "red"),
    ("other enum", Color.BLUE, "BLUE"),
    ("number enum", http.HTTPStatus.TOO_MANY_REQUESTS, 429),
    ("last exact integer", -(2**53), -(2**53)),
    ("first text", 2**53 + 1, "int:9007199254740993"),
    ("very long integer", 10**5000, "int:1" + "0" * 5000),
    ("decimal", decimal.Decimal("1.5"), 1.5),
    ("no number", decimal.Decimal("NaN"), "nan"),
    ("bytes", bytearray(b"\0"), {"b64": "AA=="}),
    ("moment in UTC", datetime.datetime(2026, 4, 1, 1, 2, 3, tzinfo=UTC), "2026-04-01T01:02:03Z"),
    ("moment without zone", datetime.datetime(2026, 4, 1), "2026-04-01T00:00:00"),
    ("day", datetime.date(2026, 4, 1), "2026-04-01"),
    ("duration", datetime.timedelta(seconds=1.5), 1.5),
    ("uuid", uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ("half a pair", "a\ud800", "a\ufffd"),
    ("both halves", "\ud83d\ude00", "\U0001f600"),
    ("keys", {1: 1, Color.RED: 2, None: 3}, {"1": 1, "red": 2, "null": 3}),
    ("tuple and set", ((1, 2), {3}), [[1, 2], [3]]),
    ("named tuple", Pair(1, [Pair(2, 3)]), {"left": 1, "right": [{"left": 2, "right": 3}]}),
    ("dataclass", Point(1, 2), {"x": 1, "y": 2, "total": 3}),
    ("slots", Slotted(), {"a": 1}),
    ("object", Plain(), {"a": 1}),
    ("pydantic", Model(), {"when": "2026-04-01T00:00:00Z"}),
]


class PlainTest(unittest.TestCase):
    def test_values(self):
        for name, value, wanted in VALUES:
            with self.subTest(name):
                self.assertEqual(plain(value), wanted)
                json.dumps(plain(value), allow_nan=False)

    def test_what_contains_itself_is_cut_off(self):
        value = [1]
        value.append(value)
        self.assertEqual(plain(value), [1, "..."])

    def test_what_stands_twice_is_not(self):
        value = [1]
        self.assertEqual(plain([value, value]), [[1], [1]])

    def test_depth_is_limited(self):
        value = []
        for _ in range(100000):
            value = [value]
        self.assertLess(len(json.dumps(plain(value))), 1000)


class DescribeErrorTest(unittest.TestCase):
    def test_the_context_is_a_cause_unless_it_is_denied(self):
        for denied, wanted in ((False, ["KeyError"]), (True, [])):
            try:
                try:
                    raise KeyError("k")
                except KeyError:
                    if denied:
                        raise ValueError("v") from None
                    raise ValueError("v")
            except ValueError as error:
                chain = describe_error(error)["chain"]
            self.assertEqual([cause["type"] for cause in chain], wanted)

    def test_a_chain_that_bites_its_tail_ends(self):
        first, second = ValueError("1"), ValueError("2")
        first.__cause__, second.__cause__ = second, first
        self.assertEqual(len(describe_error(first)["chain"]), 1)

    def test_fields_of_the_built_in_errors_are_attributes(self):
        attributes = describe_error(OSError(104, "reset"))["attrs"]
        self.assertEqual((attributes["errno"], attributes["strerror"]), (104, "reset"))
        self.assertNotIn("args", attributes)

    def test_every_class_is_a_base_up_to_exception(self):
        self.assertEqual(
            describe_error(ConnectionResetError())["bases"],
            ["ConnectionResetError", "ConnectionError", "OSError", "Exception"],
        )
        self.assertEqual(
            describe_error(KeyboardInterrupt())["bases"], ["KeyboardInterrupt", "BaseException"]
        )

    def test_attributes_that_are_no_data_are_left_out(self):
        error = ValueError("v")
        error.count, error.point, error.deep = 1, Point(1), [[Point(1)]]
        self.assertEqual(describe_error(error)["attrs"], {"count": 1})


if __name__ == "__main__":
    unittest.main()
