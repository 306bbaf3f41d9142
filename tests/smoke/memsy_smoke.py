#!/usr/bin/env python3
"""Walks both planes of Memsy as a live smoke script does: real time, nothing prepared, every endpoint once.

Usage: memsy_smoke.py FAUXPLANE. It serves the default world and then knows no more than the two base URLs and a key
(memsy.md 5 to 7). Ends with 1 at the first step that is not as promised.
"""
import sys
import time
import uuid
from urllib.parse import quote

import plane
from api import Api, check


def bearer(key):
    return {"Authorization": f"Bearer {key}"} if key else {}


def event(actor, content, **more):
    return {"actor_id": actor, "session_id": "smoke", "kind": "user_message", "content": content, **more}


def refuse_strangers(control, hot):
    for api in (control, hot):
        for key in ("", "msy_bogus"):
            status, _ = api.with_headers(bearer(key)).call("GET", "/health")
            check(status in (401, 403), f"a bogus key got {status}")


def remember(hot, actor, word):
    """Ingests, waits for the extraction, and finds it again."""
    events = [event(actor, f"I keep my {word} in the kitchen.", metadata='{"source":"smoke"}'),
              event(actor, "The meeting is on Monday.", kind="app_event")]
    ids = hot.post("/ingest", {"events": events})["event_ids"]
    check(len(set(ids)) == 2, f"two events got the ids {ids}")
    again = hot.post("/ingest", {"events": events[:1]})["event_ids"]
    check(again == ids[:1], f"a repeated event got {again}, not {ids[:1]}")
    deadline = time.monotonic() + 15
    while set(hot.post("/status", {"event_ids": ids})["completedIds"]) != set(ids):
        check(time.monotonic() < deadline, "the events were not extracted within 15 s")
        time.sleep(0.2)
    unknown = hot.post("/status", {"event_ids": ["no-such-event"]})
    check(unknown["total"] == 1 and not unknown["completedIds"], f"an unknown event is {unknown}")
    results = hot.post("/search", {"query": word, "actor_id": actor, "limit": 5,
                                                "include_source_events": True})["results"]
    check(results and word in results[0]["content"], f"a search for {word} gave {results}")
    check(results[0]["metadata"]["source_events"][0]["event_id"] == ids[0], "the source event is missing")
    none = hot.post("/search", {"query": word, "actor_id": "nobody"})["results"]
    check(none == [], f"another actor found {none}")
    return ids


def look_at_memories(hot, actor):
    page = hot.get("/console/memories", actor_id=actor, limit=1)
    check(page["total"] == 2 and len(page["items"]) == 1, f"the page is {page}")
    memory = hot.get("/console/memories/" + quote(page["items"][0]["memory_id"], safe=""))
    check(memory == page["items"][0], "a memory by its id differs from that in the list")
    check(hot.get("/console/memories/stats")["total"] >= 2, "the numbers miss memories")
    hot.want(404, "GET", "/console/memories/" + str(uuid.uuid4()))


def customize(hot, org):
    for kind, name in (("roles", "role_id"), ("teams", "team_id")):
        record = hot.want(200, "POST", f"/{kind}", {"org_id": org, "name": "Smoke", "focus": "smoke tests"})
        path = f"/{kind}/" + quote(record[name], safe="")
        check(hot.get(path, org_id=org) == record, f"{path} is not what was made")
        changed = hot.want(200, "PATCH", path, {"focus": "fire"}, org_id=org)
        check(changed["focus"] == "fire", f"the change gave {changed}")
        hot.want(200, "POST", path + "/regenerate-prompt", org_id=org)
        check(record[name] in [one[name] for one in hot.get(f"/{kind}", org_id=org)], f"/{kind} lacks the new one")
        hot.want(204, "DELETE", path, org_id=org)
        hot.want(404, "GET", path, org_id=org)
    hot.post("/orgs", {"org_id": org, "name": "Acme", "focus": "developer tools"})
    check(org in [one["org_id"] for one in hot.get("/orgs")], "the org's record is not in the list")
    check(hot.get(f"/orgs/{org}")["focus"] == "developer tools", "the org's record differs")
    hot.want(200, "PATCH", f"/orgs/{org}", {"name": "Acme II"})
    hot.want(200, "POST", f"/orgs/{org}/regenerate-prompt")
    hot.want(204, "DELETE", f"/orgs/{org}")
    hot.want(501, "DELETE", "/clear/smoke")


def refuse_bad_bodies(hot):
    hot.post("/ingest", {"events": [{"actorId": "a", "content": "b"}]}, status=422)
    hot.post("/search", {"query": "  "}, status=422)
    hot.post("/search", {"query": "x", "limit": 101}, status=422)
    hot.post("/status", {"event_ids": ["x"] * 501}, status=422)
    for path, field in (("/ingest", "events"), ("/status", "event_ids")):
        status, _ = hot.call("POST", path, {field: []})
        check(status in (200, 422), f"{path} with nothing answered {status}")


def administer(control, ids, actor):
    check(control.get("/health")["status"] == "ok", "the control plane is not well")
    me = control.get("/me")
    usage = {row["dimension"]: row["used"] for row in control.get("/usage/summary")["dimensions"]}
    check(usage["events_ingested"] == 2 and usage["memories_stored"] == 2, f"the usage is {usage}")
    control.get("/usage/timeseries", dimension="api_calls", granularity="daily")
    check(control.get("/billing/summary")["tier"] == me["tier"], "two tiers")
    check(isinstance(control.get("/billing/invoices"), list), "the invoices are no list")
    key = control.post("/keys", {"name": "smoke", "scopes": ["read", "write"]})
    check(control.with_headers(bearer(key["raw_key"])).get("/me")["org_id"] == me["org_id"], "another org")
    check(key["key_id"] in [one["key_id"] for one in control.get("/keys")["keys"]], "the new key is not listed")
    control.get(f"/keys/{key['key_id']}/usage")
    control.want(204, "DELETE", f"/keys/{key['key_id']}")
    check(control.with_headers(bearer(key["raw_key"])).call("GET", "/me")[0] in (401, 403), "a deleted key works")
    events = control.get("/console/events", actor_id=actor)
    check({one["event_id"] for one in events["items"]} == set(ids), f"the events are {events}")
    control.post("/interest/pro", {"email": "smoke@example.com", "name": "Smoke"})
    check(control.get("/interest/pro/status")["expressed"] is True, "the interest was not kept")
    return me["org_id"]


def main(program):
    with plane.serving(program, "memsy") as ready:
        headers = bearer(ready["api_key"])
        control, hot = Api(ready["control_url"], headers), Api(ready["base_url"], headers)
        actor, word = "smoke-" + uuid.uuid4().hex[:8], "teapot"
        refuse_strangers(control, hot)
        check(hot.get("/health")["status"] == "ok", "the hot path is not well")
        refuse_bad_bodies(hot)
        ids = remember(hot, actor, word)
        look_at_memories(hot, actor)
        org = administer(control, ids, actor)
        customize(hot, org)
    print("memsy smoke: every step passed")


if __name__ == "__main__":
    main(sys.argv[1])
