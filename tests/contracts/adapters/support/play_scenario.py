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
}


class Player:
    """Has the keys that are made on the way. `is_done()` is asked when a call does not end."""

    def __init__(self, adapter, scenario, session, is_done=None):
        self.adapter, self.scenario, self.session = adapter, scenario, session
        self.is_done = is_done
        self.created = {}
        self.keys = {}

    def client(self, key):
        if key not in self.keys:
            self.keys[key] = f"{self.session['control_url']} {len(self.keys)}"
            opened = self.adapter.open(
                self.keys[key],
                base_url=self.session["control_url"],
                api_key=key,
                timeout_ms=15000,
                max_retries=3,
                backoff_ms=1000,
            )
            assert opened["ok"] == {}, opened
        return self.keys[key]

    def request(self, text):
        pattern = r"(?:as (\S+): )?([A-Z]+) ([^ ?[]+)(?:\[(.*?)\])?([^ ?]*)(?:\?(\S*))?(?: (\{.*))?"
        secret, verb, path, id_, rest, query, body = re.fullmatch(pattern, text).groups()
        args = json.loads(body or "{}")
        args.update(urllib.parse.parse_qsl(query or ""))
        args = {name: int(v) if str(v).isdigit() else v for name, v in args.items()}
        if id_ is not None:
            args["key_id"] = self.created["key_id"] if id_ == "created" else id_
        secret = self.created["raw_key"] if secret == "created" else secret
        method = METHODS[f"{verb} {path}{'ID' if id_ is not None else ''}{rest}"]
        return self.client(secret or self.session["api_key"]), method, args

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
            if method == "keys.create" and value is not None:
                self.created = {
                    "key_id": value.get("key_id") or value["keyId"],
                    "raw_key": value.get("raw_key") or value["rawKey"],
                }
        return None


def main(script, scenario):
    session = {
        "control_url": os.environ["MEMSY_CONTROL_URL"],
        "api_key": os.environ["MEMSY_API_KEY"],
    }
    with AdapterProcess(ADAPTERS / script) as adapter:
        return Player(adapter, scenario, session).play()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
