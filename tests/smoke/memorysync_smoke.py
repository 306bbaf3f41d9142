#!/usr/bin/env python3
"""Walks MemorySync as a live smoke script does: nothing prepared, every route that is served once.

Usage: memorysync_smoke.py FAUXPLANE. It serves the default world and then knows no more than the base URL and a key
(memorysync.md 4). Ends with 1 at the first step that is not as promised.
"""
import sys
import uuid

import plane
from api import Api, check


def refuse_strangers(api):
    for headers in ({}, {"X-API-Key": "ms_live_bogus"}, {"Authorization": "Bearer bogus"}):
        refused = api.with_headers(headers).want(401, "GET", "/org/projects")
        check(refused["error"]["code"] == "UNAUTHORIZED" and refused["request_id"], f"the error is {refused}")
    health = api.with_headers({}).get("/health")
    check(health["status"] == "ok", f"the service is not well: {health}")


def refuse_bad_bodies(api):
    nobody = {name: value for name, value in api.headers.items() if name != "X-End-User-ID"}
    refused = api.with_headers(nobody).want(400, "POST", "/memory/query", {"query": "x"})
    check(refused["error"]["code"] == "MISSING_END_USER_ID", f"the error is {refused}")
    check(api.post("/memory/add", {"text": "short"}, status=422)["error"]["details"], "422 without details")
    api.post("/memory/add", {"text": "A text that is long enough.", "importance": 1.5}, status=422)
    api.post("/memory/batch", {"items": []}, status=422)
    api.post("/memory/query", {"query": ""}, status=422)
    api.want(404, "GET", "/memory/987654321")
    api.want(403, "DELETE", "/memory/user/purge")


def remember(api, word):
    """Adds, finds, changes and forgets."""
    text = f"I keep my {word} in the kitchen."
    memory = api.post("/memory/add", {"text": text, "tags": ["home"], "importance": 0.7}, status=201)
    check(memory["text"] == text and memory["tags"] == ["home"], f"the memory is {memory}")
    again = api.post("/memory/add", {"text": text})
    check(again["status"] == "skipped", f"the same text again gave {again}")
    batch = api.want(207, "POST", "/memory/bulk-add",
                     {"items": [{"text": "The meeting is on Monday."}, {"text": ""}]})
    check([one["status"] for one in batch["results"]] == ["created", "rejected"], f"the batch gave {batch}")
    check(batch["total"] == 2 and batch["created"] == batch["rejected"] == 1, f"the batch counts {batch}")
    for route in ("/memory/query", "/memory/retrieve", "/memory/search", "/memory/search/routed"):
        found = api.post(route, {"query": word, "k": 500})["memories"]
        check(found and found[0]["id"] == memory["id"], f"{route} for {word} found {found}")
    check(api.get(f"/memory/{memory['id']}")["text"] == text, "the memory by its id differs")
    changed = api.want(200, "PATCH", f"/memory/{memory['id']}", {"importance": 0.1})
    check(changed["importance"] == 0.1 and changed["text"] == text, f"the change gave {changed}")
    ids = [memory["id"], *batch["results"][0]["memory_ids"]]
    check({one["id"] for one in api.get("/memory/export")["memories"]} == set(ids), "the export is not whole")
    forgotten = api.want(200, "DELETE", "/memory/forget", {"memory_ids": ids})
    check(forgotten["deleted"] == 2 and set(forgotten["deleted_ids"]) == set(ids), f"forget gave {forgotten}")
    check(api.post("/memory/query", {"query": word})["memories"] == [], "what was forgotten was found")


def talk(api, tenant, user, word):
    who = {"tenant_id": tenant, "user_id": user}
    turn = {**who, "role": "user", "text": f"I prefer the {word} by the window.", "speaker": "human@smoke#h1"}
    added = api.post("/v1/memory/add_turn", turn, status=201)
    check(added["memory_id"] is None and not added["already_exists"], f"the turn gave {added}")
    check(api.post("/v1/memory/add_turn", turn, status=201)["already_exists"], "a replay is not known")
    spoken = api.post("/v1/memory/add_turn", {**who, "role": "assistant", "text": "Noted."}, status=201)
    check(spoken["processing_status"] == "skipped_non_user_turn", f"the assistant's turn gave {spoken}")
    listed = api.get(f"/v1/memory/{tenant}/{user}/list", limit=10)
    check(listed["total"] == 1 and word in listed["memories"][0]["raw_text"], f"the list is {listed}")
    found = api.post("/v1/memory/query", {**who, "prompt": word, "k": 6})["memories"]
    check(found and found[0]["memory_id"] == listed["memories"][0]["memory_id"], f"the query found {found}")
    recalled = api.post("/v1/memory/recall", {**who, "prompt": word, "k": 6})
    check(word in recalled["context"], f"recall gave {recalled}")
    api.post("/v1/memory/query", {"tenant_id": "org_3", "user_id": user, "prompt": word}, status=403)
    api.post("/v1/memory/query", {**who}, status=422)


def administer(api, used):
    """What was used, what it costs whom, and a key to try the service with."""
    metrics = {one["metric"]: one for one in api.get("/org/billing/usage", cycle="current")["metrics"]}
    check([metrics[name]["used"] for name in ("add_requests", "retrieval_requests")] == used,
          f"{used} units were spent, and the report has {metrics}")
    check(all(one["within_plan"] for one in metrics.values()), f"the plan has room: {metrics}")
    price = api.get("/org/billing/price")
    api.want(200, "PUT", "/org/billing/tenants/org_7/tags", {"tags": {"team": "search"}})
    for query in ({"group_by": "tenant"}, {"group_by": "tag", "key": "team"}):
        report = api.get("/org/billing/allocation", **query)
        parts = report["entries" if query["group_by"] == "tenant" else "groups"]
        check(sum(one["share_bp"] for one in parts) == 10_000, f"the shares of {report} are not whole")
        check(sum(one["cost_minor"] for one in parts) == price["price_minor"], f"the costs of {report} are not the price")
    minted = api.with_headers({}).want(201, "POST", "/evaluation/keys")
    trial = api.with_headers({"X-API-Key": minted["api_key"], "X-End-User-ID": minted["default_user_id"]})
    trial.want(201, "POST", "/memory/add", {"text": "A trial that is long enough."})
    check(trial.get("/evaluation/usage")["metrics"][0]["used"] == 1, "the trial's unit is not counted")


def main(program):
    with plane.serving(program, "memorysync") as ready:
        user, word = "smoke-" + uuid.uuid4().hex[:8], "teapot"
        api = Api(ready["base_url"], {"X-API-Key": ready["api_key"], "X-End-User-ID": user})
        refuse_strangers(api)
        tenant = api.get("/org/projects")[0]["tenant_id"]
        refuse_bad_bodies(api)
        remember(api, word)
        talk(api, tenant, user, word)
        administer(api, used=[5, 7])
    print("memorysync smoke: every step passed")


if __name__ == "__main__":
    main(sys.argv[1])
