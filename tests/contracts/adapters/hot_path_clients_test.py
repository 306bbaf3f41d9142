"""Both sample clients on Memsy's hot path: what they send, and what they make of the answer."""

import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "support"))

from canned_server import answer  # noqa: E402
from sample_client import KEY, SampleClient  # noqa: E402

EVENT = {"actor_id": "a", "session_id": "s", "kind": "app_event", "content": "c", "ts": None}
MEMORY = {"memory_id": "m", "org_id": "o", "scope": {"level": "org"}, "tags": None, "text": "t"}
NOTHING = answer(204, b"", length=False)
STATS = {"total": 2, "total_memories": 2, "active_memories": 1, "avg_confidence": 0.5,
         "avg_strength": 1}
RECORD = {"org_id": "o", "name": "n", "focus": "f", "promotion_prompt": "p", "created_at": "c",
          "updated_at": "u"}
# The ids of a record of each kind, its path, and what its org adds to the query.
RECORDS = {
    "orgs": ({"org_id": "o/1"}, "/orgs/o%2F1", ""),
    "roles": ({"role_id": "r/1", "org_id": "o 1"}, "/roles/r%2F1", "?org_id=o%201"),
    "teams": ({"team_id": "t/1", "org_id": "o&1"}, "/teams/t%2F1", "?org_id=o%261"),
}


def json_answer(value, *headers, status=200):
    return answer(status, json.dumps(value).encode(), headers)


def snake(value):
    """With the names as the contract has them, at every depth."""
    if isinstance(value, list):
        return [snake(each) for each in value]
    if not isinstance(value, dict):
        return value
    name = lambda text: "".join("_" + c.lower() if c.isupper() else c for c in text)  # noqa: E731
    return {name(each): snake(member) for each, member in value.items()}


class HotPathCases(SampleClient):
    def open(self, server, **options):
        """The control plane leads nowhere: nothing may go there."""
        url = "http://127.0.0.1:1"
        super().open(server, base_url=url, hot_path_url=f"{server.url}/v1/", **options)

    def sent(self, requests):
        head, body = requests[0][1].split(b"\r\n\r\n", 1)
        self.assertEqual(head.lower().count(b"authorization: bearer " + KEY.encode()), 1)
        return head.split(b" HTTP/1.1")[0].decode(), json.loads(body or "null")

    def test_ingest(self):
        ids = json_answer({"event_ids": ["1", "2"]}, "X-Usage-EventsIngested: 2")
        reply, requests = self.play([ids], "ingest", {"events": [EVENT, {**EVENT, "ts": "t"}]})
        self.assertEqual(snake(reply["ok"]["value"]), {"event_ids": ["1", "2"]})
        self.assertEqual(snake(reply["ok"]["usage"])["events_ingested"], 2)
        events = [{name: EVENT[name] for name in EVENT if name != "ts"}] * 2
        events[1] = {**events[1], "ts": "t"}
        self.assertEqual(self.sent(requests), ("POST /api/v1/ingest", {"events": events}))

    def test_search(self):
        found = {"id": "m", "content": "c", "score": 1, "metadata": None, "new": 1}
        reply, requests = self.play([json_answer({"results": [found]})], "search", {"query": "q"})
        (result,) = reply["ok"]["value"]["results"]
        self.assertEqual((result["id"], result["content"], result["score"]), ("m", "c", 1))
        body = {"query": "q", "limit": 10, "threshold": 0, "include_source_events": False}
        self.assertEqual(self.sent(requests), ("POST /api/v1/search", body))
        args = {"actor_id": "a", "limit": 3, "threshold": 0.5, "include_source_events": True}
        for given, empty in (("role_ids", "team_ids"), ("team_ids", "role_ids")):
            more = {given: ["r"], empty: []}
            _, requests = self.play(
                [json_answer({"results": []})], "search", {"query": "q", **args, **more}
            )
            self.assertEqual(self.sent(requests)[1], {"query": "q", **args, given: ["r"]})

    def test_metadata_is_handed_through(self):
        metadata = {"source_events": [{"event_id": "e"}], "aB": {"c_d": [None]}}
        found = {"id": "m", "content": "c", "score": 0.5, "metadata": metadata}
        reply, _ = self.play([json_answer({"results": [found]})], "search", {"query": "q"})
        self.assertEqual(reply["ok"]["value"]["results"][0]["metadata"], metadata)

    def test_status(self):
        lists = {"completedIds": ["1"], "failedIds": [], "pendingIds": ["2"], "total": 2}
        reply, requests = self.play([json_answer(lists)], "status", {"event_ids": ["1", "2"]})
        value = snake(reply["ok"]["value"])
        self.assertEqual({name: value[name] for name in snake(lists)}, snake(lists))
        self.assertEqual(self.sent(requests), ("POST /api/v1/status", {"event_ids": ["1", "2"]}))
        statuses = {"statuses": {"a_b": "unknown"}, "unknownIds": ["a_b"]}
        reply, _ = self.play([json_answer({**lists, **statuses})], "status", {"event_ids": ["x"]})
        self.assertEqual(reply["ok"]["value"]["statuses"], {"a_b": "unknown"})

    def test_memories_list(self):
        page = {"items": [MEMORY], "total": 1, "limit": 50, "offset": 0}
        reply, requests = self.play([json_answer(page)], "memories.list")
        value = snake(reply["ok"]["value"])
        self.assertEqual((value["total"], value["limit"], value["offset"]), (1, 50, 0))
        (item,) = value["items"]
        self.assertEqual((item["memory_id"], item["tags"], item["text"]), ("m", [], "t"))
        self.assertEqual((item["pinned"], item["strength"], item["summary"]), (False, 0, None))
        target = self.sent(requests)[0]
        self.assertEqual(target.split("?")[0], "GET /api/v1/console/memories")
        pairs = set(target.split("?")[1].split("&"))
        self.assertEqual(pairs, {"sort=observed_at_desc", "limit=50", "offset=0"})
        _, requests = self.play(
            [json_answer(page)], "memories.list", {"search": "a b", "kind": "semantic", "limit": 2}
        )
        pairs = set(self.sent(requests)[0].split("?")[1].split("&"))
        wanted = {"search=a%20b", "kind=semantic", "limit=2", "offset=0", "sort=observed_at_desc"}
        self.assertEqual(pairs, wanted)

    def test_numbers_of_memories(self):
        reply, requests = self.play([json_answer(STATS)], "memories.stats")
        value = snake(reply["ok"]["value"])
        self.assertEqual({name: value[name] for name in STATS}, STATS)
        self.assertEqual((value["by_type"], value["top_entities"]), ({}, []))
        self.assertIsNone(value["date_range"])
        self.assertEqual(self.sent(requests), ("GET /api/v1/console/memories/stats", None))
        told = {"by_kind": {"a_b": 1}, "date_range": {"latest": None}}
        reply, _ = self.play([json_answer({**STATS, **told})], "memories.stats")
        self.assertEqual(snake(reply["ok"]["value"])["by_kind"], {"a_b": 1})

    def test_one_memory(self):
        found = json_answer(MEMORY, "X-Usage-ApiCalls: 7")
        reply, requests = self.play([found], "memories.get", {"memory_id": "a/b"})
        self.assertEqual(snake(reply["ok"]["value"])["scope"]["level"], "org")
        self.assertEqual(snake(reply["ok"]["usage"])["api_calls"], 7)
        self.assertEqual(self.sent(requests), ("GET /api/v1/console/memories/a%2Fb", None))

    def test_a_record_is_made_and_changed(self):
        new = {"org_id": "o", "name": "n", "focus": "f"}
        for kind, (ids, path, query) in RECORDS.items():
            record = json_answer({**RECORD, **ids, "prompt_meta": {"a_b": 1}}, "X-Plan: pro")
            for verb, args, method, target, body in (
                ("create", new, "POST", f"/{kind}", new),
                ("get", ids, "GET", path + query, None),
                ("update", {**ids, "focus": "g"}, "PATCH", path + query, {"focus": "g"}),
                ("update", {**ids, "promotion_prompt": ""}, "PATCH", path + query,
                 {"promotion_prompt": ""}),
                ("regenerate_prompt", ids, "POST", f"{path}/regenerate-prompt{query}", None),
            ):
                with self.subTest(kind=kind, verb=verb):
                    reply, requests = self.play([record], f"{kind}.{verb}", args)
                    value = snake(reply["ok"]["value"])
                    self.assertEqual({name: value[name] for name in ids}, ids)
                    self.assertEqual((value["name"], value["prompt_meta"]), ("n", {"a_b": 1}))
                    self.assertEqual(snake(reply["ok"]["usage"])["plan"], "pro")
                    self.assertEqual(self.sent(requests), (f"{method} /api/v1{target}", body))
                    has_length = b"content-length: 0\r\n" in requests[0][1].lower()
                    self.assertEqual(has_length, verb == "regenerate_prompt")
            with self.subTest(kind=kind, verb="delete"):
                reply, requests = self.play([NOTHING], f"{kind}.delete", ids)
                self.assertIsNone(reply["ok"]["value"])
                self.assertEqual(self.sent(requests), (f"DELETE /api/v1{path}{query}", None))

    def test_records_are_listed(self):
        for kind, (ids, _, _) in RECORDS.items():
            record = {**RECORD, **ids}
            args = {} if kind == "orgs" else {"org_id": "o 1"}
            reply, requests = self.play([json_answer([record])], f"{kind}.list", args)
            (given,) = snake(reply["ok"]["value"])
            self.assertEqual({name: given[name] for name in record}, record)
            query = "" if kind == "orgs" else "?org_id=o%201&limit=100&offset=0"
            self.assertEqual(self.sent(requests)[0], f"GET /api/v1/{kind}{query}")
            reply, _ = self.play([answer(200, b"")], f"{kind}.list", args)
            self.assertEqual(reply["ok"]["value"], [])
            if args:
                args = {**args, "limit": 3, "offset": 6}
                _, requests = self.play([json_answer([])], f"{kind}.list", args)
                wanted = f"GET /api/v1/{kind}?org_id=o%201&limit=3&offset=6"
                self.assertEqual(self.sent(requests)[0], wanted)

    def test_a_record_needs_all_but_what_is_said_of_its_prompt(self):
        for kind, (ids, _, _) in RECORDS.items():
            record = {**RECORD, **ids}
            for name in record:
                less = {each: record[each] for each in record if each != name}
                reply, _ = self.play([json_answer(less)], f"{kind}.get", ids)
                self.assertEqual(reply["err"]["type"], "MemsyAPIError", (kind, name))

    def test_what_is_missing_is_an_error_of_the_tree(self):
        calls = {
            "ingest": {"events": []},
            "search": {"query": "q"},
            "status": {"event_ids": []},
            "memories.list": {},
            "memories.stats": {},
            "memories.get": {"memory_id": "m"},
        }
        for method, args in calls.items():
            for body in ({}, [], {"results": [{}], "items": [{}]}):
                reply, requests = self.play([json_answer(body)], method, args)
                self.assertEqual(reply["err"]["type"], "MemsyAPIError")
                self.assertEqual(len(requests), 1)

    def test_a_rate_limit_is_tried_again_with_the_same_bytes(self):
        slow = json_answer({"error": "rate_limit_exceeded"}, "Retry-After: 0", status=429)
        last = json_answer({"event_ids": ["1"]})
        reply, requests = self.play([slow, slow, last], "ingest", {"events": [EVENT]},
                                    max_retries=2)
        self.assertEqual(snake(reply["ok"]["value"]), {"event_ids": ["1"]})
        self.assertEqual(len(requests), 3)
        self.assertEqual(len({request for _, request in requests}), 1)


class PythonHotPathTest(HotPathCases, unittest.TestCase):
    script = "python/sample_adapter.py"


class NodeHotPathTest(HotPathCases, unittest.TestCase):
    script = "node/sample_adapter.mjs"


if __name__ == "__main__":
    unittest.main()
