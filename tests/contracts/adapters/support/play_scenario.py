"""Makes the calls of a scenario by way of an adapter.

    play_scenario.py SCRIPT SCENARIO     against the plane that fauxplane exec names
"""

import json
import os
import pathlib
import re
import sys
import urllib.parse

TESTS = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(TESTS / "scenarios"))

from adapter_process import ADAPTERS, AdapterProcess  # noqa: E402
from cases import CASES  # noqa: E402

# They ask for a wait of months: the call does not end while anybody looks.
WITHOUT_END = {"retry/huge", "quota/retry_after_period_end"}
METHODS = {
    "GET /me": "me",
    "GET /health": "health",
    "GET /usage/summary": "usage.summary",
    "GET /billing/summary": "billing.summary",
    "GET /billing/invoices": "billing.invoices",
    "GET /keys": "keys.list",
    "POST /keys": "keys.create",
    "GET /keys/ID/usage": "keys.usage",
    "DELETE /keys/ID": "keys.delete",
    "GET /console/events": "events.list",
    "POST /interest/pro": "interest.express",
    "GET /interest/pro/status": "interest.status",
    "POST /v1/ingest": "ingest",
    "POST /v1/search": "search",
    "POST /v1/status": "status",
    "GET /v1/console/memories": "memories.list",
}
CALL = re.compile(
    r"(?:as (?P<secret>\S+): )?(?P<verb>[A-Z]+) (?P<path>[^ ?[]+)(?:\[(?P<id>.*?)\])?"
    r"(?P<rest>[^ ?]*)(?:\?(?P<query>\S*))?(?: (?P<body>\{.*))?"
)


def method_of(call):
    """None for what the sample clients have no method for."""
    id_ = "ID" if call["id"] is not None else ""
    return METHODS.get(f"{call['verb']} {call['path']}{id_}{call['rest']}")


def is_playable(scenario):
    return all(method_of(CALL.fullmatch(text)) for text in CASES[scenario][0])


class Player:
    """Has the keys that are made on the way. `is_done()` is asked when a call does not end."""

    def __init__(self, adapter, scenario, session, is_done=None):
        self.adapter, self.scenario, self.session = adapter, scenario, session
        self.is_done = is_done
        self.created = {}
        self.ingested = ""
        self.keys = {}

    def client(self, key):
        if key not in self.keys:
            self.keys[key] = f"{self.session['control_url']} {len(self.keys)}"
            opened = self.adapter.open(
                self.keys[key],
                base_url=self.session["control_url"],
                hot_path_url=self.session["base_url"],
                api_key=key,
                timeout_ms=15000,
                max_retries=3,
                backoff_ms=1000,
            )
            assert opened["ok"] == {}, opened
        return self.keys[key]

    def request(self, text):
        call = CALL.fullmatch(text)
        args = json.loads((call["body"] or "{}").replace("[ingested]", self.ingested))
        args.update(urllib.parse.parse_qsl(call["query"] or ""))
        args = {name: int(v) if str(v).isdigit() else v for name, v in args.items()}
        if call["id"] is not None:
            args["key_id"] = self.created["key_id"] if call["id"] == "created" else call["id"]
        secret = self.created["raw_key"] if call["secret"] == "created" else call["secret"]
        return self.client(secret or self.session["api_key"]), method_of(call), args

    def play(self):
        """What went wrong."""
        for text in CASES[self.scenario][0]:
            client, method, args = self.request(text)
            asked = self.adapter.send("call", client=client, method=method, args=args)
            if self.scenario in WITHOUT_END:
                while not self.is_done():
                    pass
                break
            reply = self.adapter.reply_to(asked)
            if "ok" not in reply and "MemsyError" not in reply.get("err", {}).get("bases", []):
                return f"{self.scenario}: {text}: {reply}"
            value = reply.get("ok", {}).get("value")
            if method == "ingest" and value is not None:
                self.ingested = (value.get("event_ids") or value["eventIds"])[0]
            if method == "keys.create" and value is not None:
                self.created = {
                    "key_id": value.get("key_id") or value["keyId"],
                    "raw_key": value.get("raw_key") or value["rawKey"],
                }
        return None


def main(script, scenario):
    session = {
        "control_url": os.environ["MEMSY_CONTROL_URL"],
        "base_url": os.environ["MEMSY_BASE_URL"],
        "api_key": os.environ["MEMSY_API_KEY"],
    }
    with AdapterProcess(ADAPTERS / script) as adapter:
        return Player(adapter, scenario, session).play()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
