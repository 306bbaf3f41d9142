"""Both sample clients of MemorySync: what they send, try again, give and raise."""

import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "support"))

from canned_server import CannedServer, answer  # noqa: E402
from sample_client import KEY, SampleClient  # noqa: E402

ID = "5f0c9f0e-8f0e-4f0e-9f0e-2b1c5a7d9e11"
TEXT = "Team lunch moves to Thursday noon."
SLOW = {"error": {"code": "RATE_LIMIT_EXCEEDED", "message": "slow", "retry_after": 0}}
USED_UP = {"detail": {"error": "limit_exceeded", "message": "Monthly limit reached."}}
ROOT = "MemorySyncError"


def told(value, status=200, *headers):
    return answer(status, json.dumps(value).encode(), headers)


GOOD = told({"status": "ok"})
# What comes again and again: the class of the error, and how often it is asked with 3 retries.
REFUSALS = {
    "400": (told({"error": "ValidationError", "message": "m"}, 400), "ValidationError", 1),
    "401": (told({"error": {"code": "UNAUTHORIZED"}}, 401), "AuthError", 1),
    "403": (told({"detail": "Missing scope"}, 403), "AuthError", 1),
    "404": (told({"error": {"code": "NOT_FOUND"}}, 404), "NotFoundError", 1),
    "409": (told({"error": {"code": "CONFLICT"}}, 409), "ValidationError", 1),
    "422": (told({"error": {"code": "VALIDATION_ERROR"}}, 422), "ValidationError", 1),
    "a redirect": (answer(302, b"", ["Location: /x"]), ROOT, 1),
    "an unknown status": (answer(418), ROOT, 1),
    "a rate limit": (told(SLOW, 429, "Retry-After: 0"), "RateLimitError", 4),
    "a rate limit without a body": (answer(429, b""), "RateLimitError", 4),
    "used up": (told(USED_UP, 429), "RateLimitError", 1),
    "used up, and a time to wait": (told(USED_UP, 429, "Retry-After: 0"), "RateLimitError", 1),
    "500": (told({"error": {"code": "INTERNAL_ERROR"}}, 500), "ServerError", 4),
    "502 of a proxy": (answer(502, b"<html>"), "ServerError", 4),
    "503": (told({"error": {"code": "x"}}, 503, "Retry-After: 0"), "ServerError", 4),
    "nothing": (b"", ROOT, 4),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n\r\n", ROOT, 4),
    "no JSON": (answer(200, b"<html>"), ROOT, 1),
}
# A body of 404, with the code and the message that it tells.
SHAPES = [
    ({"error": {"code": "NOT_FOUND", "message": "gone"}, "request_id": ID}, "NOT_FOUND", "gone"),
    ({"error": "NotFound", "message": "gone", "request_id": ID}, "NotFound", "gone"),
    ({"detail": {"error": "not_found", "message": "gone"}}, "not_found", "gone"),
    ({"detail": "gone"}, None, "gone"),
    ({"error": None, "detail": None, "request_id": None}, None, None),
    ([1], None, "[1]"),
]
# What comes back as it came, whatever the method.
VALUES = [
    {"status": "ok"},
    {"status": "skipped", "reason": "low value"},
    {"status": "ok", "skipped": True},
    {"memories": [], "new": {"a_b": [None, 1.5]}},
    {"memory_id": None, "processing_status": "skipped", "request_id": None},
    {"total": 1, "results": [{"index": 0, "status": "rejected", "reason": "text is empty"}]},
]


class MemorySyncCases(SampleClient):
    arguments = ("--service", "memorysync")
    config = {**SampleClient.config, "end_user_id": "user_1"}

    def open(self, server, **options):
        url = server.url.removesuffix("/api") + "/"
        super().open(server, **{"base_url": url, **options})

    def ask(self, method, args, body=None, **options):
        """The line, headers and JSON of the one request that a call makes."""
        reply, requests = self.play([told({} if body is None else body)], method, args, **options)
        self.assertIn("ok", reply)
        self.assertEqual(len(requests), 1)
        return self.parts_of(requests[0])

    def parts_of(self, request):
        head, body = request[1].decode().split("\r\n\r\n", 1)
        line, *headers = head.split("\r\n")
        headers = [header.split(": ", 1) for header in headers]
        self.assertEqual(len({name.lower() for name, _ in headers}), len(headers))
        headers = {name.lower(): value for name, value in headers}
        return line.removesuffix(" HTTP/1.1"), headers, json.loads(body or "null")

    def test_errors_and_attempts(self):
        for name, (sent, wanted, attempts) in REFUSALS.items():
            with self.subTest(name):
                reply, requests = self.play(
                    [sent] * 5, "memory.add", {"text": TEXT}, max_retries=3
                )
                self.assertEqual(reply["err"]["type"], wanted)
                self.assertIn(ROOT, reply["err"]["bases"])
                self.assertEqual(len(requests), attempts)
                self.assertEqual(len({request for _, request in requests}), 1)

    def test_an_error_carries_what_the_server_told(self):
        for body, code, message in SHAPES:
            with self.subTest(body):
                sent = told(body, 404, f"X-Request-ID: {ID}")
                attributes = self.play([sent], "memory.get", {"memory_id": 1})[0]["err"]["attrs"]
                self.assertEqual(attributes[self.status_code], 404)
                self.assertEqual(attributes["code"], code)
                self.assertEqual(attributes[self.text], message or json.dumps(body))
                self.assertEqual(attributes[self.request_id], ID)

    def test_a_long_text_of_the_server_is_told_in_part(self):
        for body in ({"detail": "x" * 5000}, ["x" * 5000]):
            error = self.play([told(body, 422)], "memory.get", {"memory_id": 1})[0]["err"]
            self.assertLess(len(error["message"]), 600)
            self.assertGreaterEqual(len(error["attrs"][self.text]), 5000)

    def test_the_id_of_a_request_may_stand_in_the_body_alone(self):
        sent = told({"error": {"code": "x"}, "request_id": "r"}, 404)
        attributes = self.play([sent], "memory.get", {"memory_id": 1})[0]["err"]["attrs"]
        self.assertEqual(attributes[self.request_id], "r")
        attributes = self.play([b""], "memory.get", {"memory_id": 1})[0]["err"]["attrs"]
        self.assertIsNone(attributes[self.status_code])
        self.assertIsNone(attributes[self.request_id])

    def test_a_rate_limit_can_be_told_from_a_plan_that_is_used_up(self):
        seen = {}
        for name, sent in {
            "header": told(SLOW, 429, "Retry-After: 7"),
            "body": told({"error": {**SLOW["error"], "retry_after": 9}}, 429),
            "used up": told(USED_UP, 429, "Retry-After: 7"),
        }.items():
            attributes = self.play([sent], "memory.add", {"text": TEXT})[0]["err"]["attrs"]
            seen[name] = attributes["code"], attributes[self.retry_after_seconds]
        limited = "RATE_LIMIT_EXCEEDED"
        self.assertEqual(seen, {
            "header": (limited, 7), "body": (limited, 9), "used up": ("limit_exceeded", None)
        })

    def test_values_come_as_they_came(self):
        for value in VALUES:
            for method, args in (
                ("memory.add", {"text": TEXT}),
                ("memory.batch", {"items": [{"text": TEXT}]}),
                ("turns.add", {"tenant_id": "t", "user_id": "u", "text": TEXT}),
            ):
                reply, requests = self.play([told(value)], method, args, max_retries=3)
                self.assertEqual(reply["ok"]["value"], value)
                self.assertEqual(len(requests), 1)

    def test_no_body_is_no_value(self):
        for sent in (answer(200, b""), b"HTTP/1.1 204 No\r\n\r\n", answer(200, b"null")):
            reply, requests = self.play([sent], "memory.query", {"query": "q"}, max_retries=3)
            self.assertIsNone(reply["ok"]["value"])
            self.assertEqual(len(requests), 1)

    def test_what_every_request_carries(self):
        of_memory = ("memory.export", "memory.add", "memory.forget")
        args = {"memory.add": {"text": TEXT}, "memory.forget": {"memory_ids": [1]}}
        for method in (*of_memory, "projects.list", "health"):
            for project in ("", "proj_1"):
                _, headers, body = self.ask(method, args.get(method, {}), project_id=project)
                self.assertEqual(headers["x-api-key"], KEY)
                self.assertEqual(headers.get("x-project-id"), project or None)
                self.assertEqual(headers.get("x-end-user-id"),
                                 "user_1" if method in of_memory else None)
                self.assertNotIn("authorization", headers)
                wanted = None if body is None else "application/json"
                self.assertEqual(headers.get("content-type"), wanted)

    def test_what_each_method_sends(self):
        turn = {"tenant_id": "org_7", "user_id": "u", "text": TEXT, "role": "user",
                "speaker": "s", "occurred_at": "2026-03-02T09:15:00Z", "metadata": {"a_b": 1}}
        memory = {"text": TEXT, "tags": ["a"], "importance": 0.7, "source": "s",
                  "event_type": "e", "session_id": "c", "ttl_minutes": 5,
                  "metadata": {"a_b": {"c_d": None}}, "deduplicate": False}
        items = {"items": [{"text": TEXT, "event_type": "e"}], "deduplicate": True}
        question = {"query": "q", "k": 3, "filters": {"metadata_filter": {"a": 1}},
                    "weights": {"recency": 1}}
        prompt = {"tenant_id": "org_7", "user_id": "u", "prompt": "p", "k": 2}
        for method, line, args in (
            ("memory.add", "POST /memory/add", memory),
            ("memory.add", "POST /memory/add", {"text": TEXT}),
            ("memory.batch", "POST /memory/batch", items),
            ("memory.query", "POST /memory/query", question),
            ("memory.search", "POST /memory/search", {"query": "q", "k": 1}),
            ("memory.forget", "DELETE /memory/forget", {"memory_ids": [1, 2]}),
            ("turns.add", "POST /v1/memory/add_turn", turn),
            ("turns.recall", "POST /v1/memory/recall", prompt),
            ("turns.query", "POST /v1/memory/query", prompt),
        ):
            sent = self.ask(method, args)
            self.assertEqual((sent[0], sent[2]), (line, args))

    def test_what_stands_in_the_path(self):
        user = {"tenant_id": "a/b", "user_id": "u v"}
        for method, args, line, body in (
            ("memory.get", {"memory_id": 7}, "GET /memory/7", None),
            ("memory.update", {"memory_id": 7, "event_type": "e"}, "PATCH /memory/7",
             {"event_type": "e"}),
            ("memory.export", {}, "GET /memory/export", None),
            ("turns.list", user, "GET /v1/memory/a%2Fb/u%20v/list", None),
            ("turns.list", {**user, "limit": 0}, "GET /v1/memory/a%2Fb/u%20v/list?limit=0", None),
            ("projects.list", {}, "GET /org/projects", None),
            ("health", {}, "GET /health", None),
        ):
            sent = self.ask(method, args)
            self.assertEqual((sent[0], sent[2]), (line, body))

    def test_ids_are_sent_as_integers_or_not_at_all(self):
        sent = self.ask("memory.forget", {"memory_ids": [1, "2", "m_3"]})
        self.assertEqual(sent[2], {"memory_ids": [1, 2, 3]})
        for wrong in ("m_x", "", True, None, 1.5):
            reply, requests = self.play([GOOD], "memory.forget", {"memory_ids": [wrong]})
            self.assertEqual(reply["err"]["type"], "ValidationError")
            self.assertEqual(requests, [])

    def test_batches_are_split_and_told_as_one(self):
        def stored(request):
            items = json.loads(request.split(b"\r\n\r\n", 1)[1])["items"]
            results = [{"index": index, "status": "created", "memory_ids": [int(item["text"])]}
                       for index, item in enumerate(items)]
            return told({"total": len(items), "created": len(items), "results": results}, 207)

        for count, calls in ((1, 1), (50, 1), (51, 2), (101, 3)):
            items = [{"text": str(number)} for number in range(count)]
            reply, requests = self.play([stored] * 4, "memory.batch", {"items": items})
            value = reply["ok"]["value"]
            self.assertEqual(len(requests), calls)
            self.assertEqual((value["total"], value["created"]), (count, count))
            seen = [(each["index"], each["memory_ids"]) for each in value["results"]]
            self.assertEqual(seen, [(number, [number]) for number in range(count)])

        items = [{"text": str(number)} for number in range(51)]
        reply, _ = self.play([stored, GOOD], "memory.batch", {"items": items})
        value = reply["ok"]["value"]
        self.assertEqual((value["total"], value["created"]), (51, 50))
        self.assertEqual((value["results"][50]["index"], value["results"][50]["status"]),
                         (50, "unknown"))
        reply, _ = self.play([stored, answer(422)], "memory.batch", {"items": items})
        self.assertEqual(len(reply["err"]["attrs"]["results"]), 50)

    def test_what_no_request_can_carry_is_refused(self):
        config = {**self.config, "base_url": "http://127.0.0.1:1"}
        for wrong in ({"api_key": ""}, {"api_key": "a\r\nX: y"}, {"end_user_id": "a\r\nX: y"}):
            reply = self.adapter.open(**{"api_key": KEY, **config, **wrong})
            self.assertIn("err", reply)
        reply, requests = self.play([GOOD], "memory.export", end_user_id="")
        self.assertEqual(reply["err"]["type"], "ValidationError")
        self.assertEqual(requests, [])

    def test_the_key_stands_in_no_text(self):
        for body in ({"detail": KEY}, {"error": {"code": "x", "message": f"not {KEY}"}}):
            for sent in (told(body, 401), answer(401, KEY.encode()), answer(200, KEY.encode())):
                self.assertNotIn(KEY, json.dumps(self.play([sent], "memory.export")[0]))

    def test_it_waits_as_long_as_it_is_asked_to(self):
        """For longer than anybody looks: what is to be seen is that nothing comes."""
        with CannedServer([told(SLOW, 429, "Retry-After: 86400"), GOOD], keeps=True) as server:
            self.open(server, max_retries=1)
            self.adapter.send("call", client="c", method="memory.export", args={})
            while not server.requests:
                pass
            self.open(server, client="other", max_retries=0)
            self.assertIn("ok", self.adapter.call("memory.export", client="other"))
            self.assertEqual(len(server.requests), 2)


class PythonMemorySyncTest(MemorySyncCases, unittest.TestCase):
    script = "python/sample_adapter.py"
    status_code, request_id = "status_code", "request_id"
    retry_after_seconds, text = "retry_after_seconds", "message"

    def test_close_ends_what_is_waited_for(self):
        with CannedServer([answer(503, b"", ["Retry-After: 86400"])]) as server:
            self.open(server, max_retries=1)
            asked = self.adapter.send("call", client="c", method="memory.export", args={})
            while not server.requests:
                pass
            self.adapter.ask("close", client="c")
            self.assertEqual(self.adapter.reply_to(asked)["err"]["type"], ROOT)


class NodeMemorySyncTest(MemorySyncCases, unittest.TestCase):
    script = "node/sample_adapter.mjs"
    status_code, request_id = "statusCode", "requestId"
    retry_after_seconds, text = "retryAfterSeconds", "detail"


if __name__ == "__main__":
    unittest.main()
