"""Retry-After in all its forms, and the backoff, as the Python sample client reads them."""

import math
import pathlib
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT / "contracts" / "adapters" / "python"))

from sample_client.headers import Headers, backoff_before, retry_after_in  # noqa: E402

NOW = 784111767.5  # half a second before Sun, 06 Nov 1994 08:49:28 GMT

# Alike in node/sample_headers_test.mjs: both clients have to read the same.
VALUES = [
    ("0", 0),
    ("7", 7),
    ("007", 7),
    ("1.5", 1.5),
    ("2147483648", 2147483648),
    ("9" * 400, sys.float_info.max),
    ("Sun, 06 Nov 1994 08:49:37 GMT", 9.5),
    ("Sunday, 06-Nov-94 08:49:37 GMT", 9.5),
    ("Sun Nov  6 08:49:37 1994", 9.5),
    ("Sat, 31 Dec 1994 23:59:60 GMT", 4806632.5),
    ("Thu, 29 Feb 1996 00:00:00 GMT", 41440232.5),
    ("Saturday, 06-Nov-44 08:49:37 GMT", 1577923209.5),
    ("Sunday, 06-Nov-45 08:49:37 GMT", None),
    ("Sun, 06 Nov 1994 08:49:27 GMT", None),
    ("Thu, 30 Feb 1995 00:00:00 GMT", None),
    ("Sun, 06 Nov 1995 24:49:37 GMT", None),
    ("Sun, 06 Nov 1995 08:60:37 GMT", None),
    ("Sun, 06 Nov 1995 08:49:61 GMT", None),
    ("Sun, 06 Nov 1995 08:49:37 UTC", None),
    ("Sun, 6 Nov 1995 08:49:37 GMT", None),
    ("sun, 06 nov 1995 08:49:37 gmt", None),
    *((text, None) for text in ("", "-1", "+5", "1e3", "0x10", "1_0", ".5", "5.", "1,2", "1 2")),
    *((text, None) for text in ("nan", "inf", "soon", "1;q=2", "7s", "\u0661", "\uff11")),
]


class RetryAfterTest(unittest.TestCase):
    def test_values(self):
        for value, wanted in VALUES:
            with self.subTest(value[:40]):
                self.assertEqual(retry_after_in(Headers([("retry-after", value)]), NOW), wanted)

    def test_two_of_them_are_as_good_as_none(self):
        headers = Headers([("Retry-After", "1"), ("Retry-After", "1")])
        self.assertIsNone(retry_after_in(headers, NOW))
        self.assertIsNone(retry_after_in(Headers(), NOW))


class BackoffTest(unittest.TestCase):
    def test_doubles_and_ends_in_what_clocks_can_count(self):
        self.assertEqual([backoff_before(attempt, 0.5) for attempt in range(4)], [0.5, 1, 2, 4])
        for attempt in (70, 2000, 10**9):
            self.assertTrue(math.isfinite(backoff_before(attempt, 1)))
            self.assertGreater(backoff_before(attempt, 1), 10**9)


if __name__ == "__main__":
    unittest.main()
