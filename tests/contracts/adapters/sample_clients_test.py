"""Both sample clients against answers that no plane of ours would give, byte by byte."""

import gzip
import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "support"))

from canned_server import CannedServer, answer  # noqa: E402
from sample_client import KEY, SampleClient  # noqa: E402

HEALTH = json.dumps({"status": "ok", "version": "1"}).encode()
GOOD = answer(200, HEALTH)
HOLD = CannedServer.HOLD
CHUNKED = "Transfer-Encoding: chunked"
USAGE_HEADERS = [
    "x-usage-apicalls: 9007199254740993",
    "X-USAGE-APICALLS-LIMIT:   -5  ",
    "X-Usage-EventsIngested: 12abc",
    "X-Usage-MemoriesStored: +5",
    "X-Usage-LlmTokens: 1",
    "X-Usage-LlmTokens: 2",
    "X-Usage-SearchQueries: 1e3",
    "X-Plan: pro",
    "X-RateLimit-Remaining: 0",
]

CONNECTION, API = "MemsyConnectionError", "MemsyAPIError"


def chunked(body, *, head=(), end=b"0\r\n\r\n", status=200):
    return answer(status, b"%x\r\n%s\r\n" % (len(body), body) + end, [CHUNKED, *head], length=False)


CHUNK_WITH_ANOTHER_END = answer(
    200, b"%x\r\n%sxx0\r\n\r\n" % (len(HEALTH), HEALTH), [CHUNKED], False
)

# name: (bytes of the answer to health, what comes of it: a class, or None for the value)
ANSWERS = {
    "good": (GOOD, None),
    "in chunks": (chunked(HEALTH), None),
    "chunk with an extension, and trailers": (
        answer(200, b"%x;a=b\r\n%s\r\n0\r\nX: y\r\n\r\n" % (len(HEALTH), HEALTH), [CHUNKED], False),
        None,
    ),
    "until the connection ends": (answer(200, HEALTH, length=False), None),
    "unknown members": (answer(200, b'{"status":"ok","version":"1","new":[{}]}'), None),
    "nulls for what is optional": (
        answer(200, b'{"status":"ok","version":"1","components":null}'),
        None,
    ),
    "interim answers": (b"HTTP/1.1 103 E\r\nLink: x\r\n\r\nHTTP/1.1 102 P\r\n\r\n" + GOOD, None),
    "compressed unasked": (answer(200, gzip.compress(HEALTH), ["Content-Encoding: gzip"]), None),
    "compressed wrongly": (answer(200, HEALTH, ["Content-Encoding: gzip"]), CONNECTION),
    "nothing": (b"", CONNECTION),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n\r\n", CONNECTION),
    "two lengths": (answer(200, HEALTH, ["Content-Length: 3"]), CONNECTION),
    "length and chunks": (chunked(HEALTH, head=["Content-Length: 5"]), CONNECTION),
    "length that is no number": (GOOD.replace(b"Length: ", b"Length: x"), CONNECTION),
    "length below nothing": (GOOD.replace(b"Length: ", b"Length: -"), CONNECTION),
    "more than the length": (GOOD + b"more", None),
    "chunk of no size": (answer(200, b"zz\r\n{}\r\n0\r\n\r\n", [CHUNKED], False), CONNECTION),
    "chunk too long": (answer(200, b"1\r\n{}\r\n0\r\n\r\n", [CHUNKED], False), CONNECTION),
    "chunks without an end": (chunked(HEALTH, end=b""), CONNECTION),
    "lines that end in CR alone": ((GOOD.replace(b"\r\n", b"\r"), HOLD), CONNECTION),
    "header without a colon": (answer(200, HEALTH, ["Nonsense"]), CONNECTION),
    "101": (b"HTTP/1.1 101 Switch\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n", CONNECTION),
    "only 103": (b"HTTP/1.1 103 Early\r\n\r\n", CONNECTION),
    "an integer for a name": (answer(200, b'{"status":"ok",90071992547409931:1}'), API),
    "not JSON": (answer(200, b"<html>"), API),
    "NaN": (answer(200, b'{"status":"ok","version":NaN}'), API),
    "no UTF-8": (answer(200, b'{"status":"\xff"}'), API),
    "UTF-16": (answer(200, HEALTH.decode().encode("utf-16")), API),
    "mark before the JSON": (answer(200, b"\xef\xbb\xbf" + HEALTH), API),
    "a list": (answer(200, b"[]"), API),
    "null": (answer(200, b"null"), API),
    "empty": (answer(200, b""), API),
    "no body": (b"HTTP/1.1 204 No\r\n\r\n", API),
    "member missing": (answer(200, b'{"version":"1"}'), API),
    "member of the wrong type": (answer(200, b'{"status":true}'), API),
    "very deep": (answer(200, b"[" * 100000), API),
    "redirect": (answer(302, b"", ["Location: /api/health"]), API),
    "redirect to nowhere": (answer(307, b"", ["Location: http://["]), API),
    "not modified": (b"HTTP/1.1 304 Not\r\nContent-Length: 5\r\n\r\n", API),
    "599": (answer(599, b"x"), API),
    "success with the body of an error": (
        answer(200, b'{"status":"ok","version":"1","error":"seat_required"}'),
        None,
    ),
    "401 of any body": (answer(401, b"{}"), "auth"),
    "gateway": (answer(403, b'{"message":"Forbidden"}'), "auth"),
    "gateway in other words": (answer(403, b'{"message":"forbidden"}'), "authorization"),
    "code under detail": (answer(403, b'{"detail":{"error":"seat_required"}}'), "seat"),
    "code at the top": (answer(403, b'{"error":"seat_required"}'), "seat"),
    "code of another status": (answer(409, b'{"error":"seat_required"}'), API),
    "quota": (answer(429, b'{"error":"usage_limit_exceeded"}'), "quota"),
    "quota in words": (answer(429, b"Quota exceeded"), "quota"),
    "quota in words, another code": (
        answer(429, b'{"error":"slow","message":"no quota"}'),
        "rate",
    ),
    "rate": (answer(429, b""), "rate"),
}


class SampleClientCases(SampleClient):
    def assert_outcome(self, reply, wanted):
        if wanted is None:
            value = {name: value for name, value in reply["ok"]["value"].items() if value}
            self.assertEqual(value, {"status": "ok", "version": "1"})
            return
        self.assertEqual(reply["err"]["type"], self.classes.get(wanted, wanted))
        self.assertIn("MemsyError", reply["err"]["bases"])

    def test_answers(self):
        for name, (sent, wanted) in ANSWERS.items():
            with self.subTest(name):
                reply, requests = self.play([sent])
                self.assert_outcome(reply, wanted)
                self.assertEqual(len(requests), 1)

    def test_cut_anywhere_is_a_connection_error(self):
        for whole in (GOOD, chunked(HEALTH)):
            for length in range(len(whole)):
                with self.subTest(length):
                    reply, requests = self.play([whole[:length]])
                    self.assert_outcome(reply, CONNECTION)
                    self.assertEqual(len(requests), 1)

    def test_headers_are_read_strictly_and_one_by_one(self):
        reply = self.play([answer(200, HEALTH, USAGE_HEADERS)])[0]["ok"]
        usage = {name.replace("_", "").lower(): v for name, v in reply["usage"].items() if v}
        self.assertEqual(
            usage, {"apicalls": "int:9007199254740993", "apicallslimit": -5, "plan": "pro"}
        )
        self.assertEqual(reply["rate_limit"], {"limit": None, "remaining": 0, "reset": None})

    def test_without_usable_headers_there_is_no_object(self):
        headers = ["X-Usage-ApiCalls: x", "X-RateLimit-Reset: 5", "X-RateLimit-Limit: 1.5"]
        reply = self.play([answer(200, HEALTH, headers)])[0]["ok"]
        self.assertEqual((reply["usage"], reply["rate_limit"]), (None, None))

    def test_every_attempt_sends_the_same_and_the_last_answer_counts(self):
        slow = answer(429, b"", ["Retry-After: 0", "X-RateLimit-Remaining: 9"])
        created = {"key_id": "k", "raw_key": "r", "prefix": "p", "name": "ci"}
        last = answer(201, json.dumps(created).encode(), ["X-RateLimit-Remaining: 1"])
        reply, requests = self.play(
            [slow, slow, last], "keys.create", {"name": "\U0001f600 \u2028"}, max_retries=3
        )
        self.assertEqual(reply["ok"]["rate_limit"]["remaining"], 1)
        self.assertEqual(len(requests), 3)
        self.assertEqual(len({request for _, request in requests}), 1)
        head, body = requests[0][1].split(b"\r\n\r\n", 1)
        self.assertEqual(
            json.loads(body), {"name": "\U0001f600 \u2028", "scopes": ["read", "write"]}
        )
        self.assertIn(b"POST /api/keys HTTP/1.1\r\n", head)
        self.assertEqual(head.lower().count(b"authorization: bearer " + KEY.encode()), 1)

    def test_retries_are_counted_and_the_last_retry_after_is_told(self):
        slow = [answer(429, b"", [f"Retry-After: {text}"]) for text in ("0", "0.001", "7")]
        reply, requests = self.play(slow, max_retries=2)
        self.assert_outcome(reply, "rate")
        self.assertEqual(len(requests), 3)
        self.assertEqual(reply["err"]["attrs"][self.retry_after], 7)
        reply, requests = self.play([slow[0], answer(503), GOOD], max_retries=5)
        self.assert_outcome(reply, API)
        self.assertEqual(len(requests), 2)

    def test_no_answer_in_time_is_a_connection_error_and_asked_once(self):
        for held in (HOLD, (GOOD[:20], HOLD), (GOOD[:-3], HOLD)):
            reply, requests = self.play([held], timeout_ms=100, max_retries=3)
            self.assert_outcome(reply, CONNECTION)
            self.assertEqual(len(requests), 1)

    def test_connections_are_kept_and_a_post_is_not_sent_again_when_one_ends(self):
        good = answer(200, b'{"message":"m"}')
        with CannedServer([answer(500), good, b"", good], keeps=True) as server:
            self.open(server, max_retries=3)
            replies = [
                self.adapter.call("interest.express", email="e", name="n") for _ in range(4)
            ]
        self.assert_outcome(replies[2], CONNECTION)
        self.assertIn("ok", replies[3])
        self.assertEqual([number for number, _ in server.requests], [0, 0, 0, 1])

    def test_answers_are_kept_apart(self):
        def echo(request):
            return answer(404, b'{"detail":"%s"}' % request.split(b"/")[3])

        with CannedServer([echo], keeps=True) as server:
            self.open(server)
            ids = [
                self.adapter.send("call", client="c", method="keys.usage", args={"key_id": str(n)})
                for n in range(20)
            ]
            details = [self.adapter.reply_to(id_)["err"]["attrs"]["detail"] for id_ in ids]
        self.assertEqual(details, [str(number) for number in range(20)])

    def test_ids_stay_one_segment_and_queries_are_encoded(self):
        _, requests = self.play([GOOD], "keys.delete", {"key_id": "a/b?c#d e%\u2603+"})
        self.assertTrue(
            requests[0][1].startswith(b"DELETE /api/keys/a%2Fb%3Fc%23d%20e%25%E2%98%83%2B HTTP/1.1")
        )
        _, requests = self.play([GOOD], "events.list", {"kind": "a&b=c +\u2603", "limit": 5})
        target = requests[0][1].split(b" ")[1].decode()
        pairs = set(target.split("?")[1].split("&"))
        self.assertEqual(
            pairs, {"kind=a%26b%3Dc%20%2B%E2%98%83", "limit=5", "offset=0", "sort=ts_desc"}
        )
        for id_ in ("", ".", ".."):
            reply, requests = self.play([GOOD], "keys.delete", {"key_id": id_})
            self.assertIn(reply["err"]["type"], ("ValueError", "TypeError"))
            self.assertEqual(requests, [])

    def test_where_a_list_is_expected_nothing_is_an_empty_one(self):
        for method, args in (("billing.invoices", {}), ("keys.usage", {"key_id": "k"})):
            self.assertEqual(self.play([answer(200, b"")], method, args)[0]["ok"]["value"], [])

    def test_a_number_for_a_date_of_an_invoice_is_a_text(self):
        invoice = {"id": "i", "currency": "c", "status": "s", "amount_due": 1, "amount_paid": 2}
        body = json.dumps([{**invoice, "created": 1801440000}]).encode()
        value = self.play([answer(200, body)], "billing.invoices")[0]["ok"]["value"]
        self.assertEqual(value[0]["created"], "1801440000")

    def test_extras_are_read_from_where_they_stand(self):
        detail = b'{"error":"key_limit_reached","limit":"4","current":5}'
        body = b'{"error":"x","limit":3,"detail":%s}' % detail
        attributes = self.play([answer(403, body)])[0]["err"]["attrs"]
        self.assertEqual(attributes[self.error_code], "key_limit_reached")
        self.assertEqual((attributes["limit"], attributes["current"]), (None, 5))

    def test_integers_are_not_rounded_and_no_member_of_a_record_is_lost(self):
        body = b'{"error":"usage_limit_exceeded","current":9007199254740993,"x":"9007199254740993"}'
        attributes = self.play([answer(429, body)])[0]["err"]["attrs"]
        self.assertEqual(attributes["current"], "int:9007199254740993")
        records = b'{"usage":[{"_links":"a","n":-9007199254740993,"t":"1\\"90071992547409931"}]}'
        value = self.play([answer(200, records)], "keys.usage", {"key_id": "k"})[0]["ok"]["value"]
        wanted = {"_links": "a", "n": "int:-9007199254740993", "t": '1"90071992547409931'}
        self.assertEqual(value, [wanted])

    def test_the_key_stands_in_no_text(self):
        for sent in (answer(401, KEY.encode()), answer(200, KEY.encode()), KEY.encode()):
            self.assertNotIn(KEY, json.dumps(self.play([sent])[0]))

    def test_a_key_that_no_header_can_carry_is_refused(self):
        for key in ("msy_a\r\nX: y", "msy_\0", "msy_\u2603", ""):
            config = {"timeout_ms": 1, "max_retries": 0, "backoff_ms": 1}
            reply = self.adapter.open(base_url="http://127.0.0.1:1", api_key=key, **config)
            self.assertIn(reply["err"]["type"], ("ValueError", "TypeError"))
            self.assertNotIn("msy_", json.dumps(reply["err"]))


class PythonSampleTest(SampleClientCases, unittest.TestCase):
    script = "python/sample_adapter.py"
    retry_after, error_code = "retry_after", "error_code"
    classes = {
        "auth": "AuthenticationError",
        "authorization": "AuthorizationError",
        "seat": "SeatRequiredError",
        "quota": "UsageLimitExceeded",
        "rate": "RateLimitExceeded",
    }

    def test_what_fetch_does_not_let_a_client_see(self):
        self.assert_outcome(self.play([CHUNK_WITH_ANOTHER_END])[0], CONNECTION)
        self.assert_outcome(self.play([b"HTTP/1.1 100 Continue\r\n\r\n" + GOOD])[0], None)
        for status in (407, 421):
            reply, requests = self.play([answer(status)])
            self.assert_outcome(reply, API)
            self.assertEqual(len(requests), 1)

    def test_close_ends_what_is_waited_for(self):
        slow = answer(429, b"", ["Retry-After: 9999999999999999999999"])
        for held in (HOLD, slow):
            with CannedServer([held]) as server:
                self.open(server, timeout_ms=60000, max_retries=1)
                asked = self.adapter.send("call", client="c", method="health", args={})
                while not server.requests:
                    pass
                self.adapter.ask("close", client="c")
                self.assert_outcome(self.adapter.reply_to(asked), CONNECTION)


class NodeSampleTest(SampleClientCases, unittest.TestCase):
    script = "node/sample_adapter.mjs"
    retry_after, error_code = "retryAfter", "errorCode"
    classes = {
        "auth": "MemsyAuthError",
        "authorization": "MemsyAuthorizationError",
        "seat": "MemsySeatRequiredError",
        "quota": "MemsyUsageLimitExceededError",
        "rate": "MemsyRateLimitError",
    }

    def test_limits_of_fetch(self):
        """As contracts/adapters/README.md tells them; a fetch that is mended fails here."""
        self.assert_outcome(self.play([b"HTTP/1.1 100 Continue\r\n\r\n" + GOOD])[0], CONNECTION)
        self.assert_outcome(self.play([answer(407)])[0], CONNECTION)
        self.assertEqual(len(self.play([answer(421)])[1]), 2)
        self.assert_outcome(self.play([answer(205, HEALTH)])[0], API)
        self.assert_outcome(self.play([CHUNK_WITH_ANOTHER_END])[0], None)


if __name__ == "__main__":
    unittest.main()
