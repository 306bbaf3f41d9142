"""Both kits over a pipe, around SDKs with every bad habit."""

import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "support"))

from adapter_process import ADAPTERS, AdapterProcess  # noqa: E402

NAN_AND_OTHERS = [2**53, "int:9007199254740993", f"int:-{2**70}", "nan", "inf", "-inf", 1.5]


class KitCases:
    """What both kits do; the names of a kit's own are in its class."""

    process = None

    def start(self, **environment):
        environment = {"FAUXPLANE_ADAPTERS": str(ADAPTERS), **environment}
        adapter = AdapterProcess(HERE / "support" / self.script, environment)
        self.addCleanup(adapter.__exit__)
        return adapter

    def shared(self):
        """One process for all that leave it as it was: starting takes longer than asking."""
        cls = type(self)
        if cls.process is None:
            cls.process = AdapterProcess(
                HERE / "support" / self.script, {"FAUXPLANE_ADAPTERS": str(ADAPTERS)}
            )
        self.assertIn("ok", cls.process.open(base_url="http://x", max_retries=3))
        return cls.process

    @classmethod
    def tearDownClass(cls):
        if cls.process is not None:
            cls.process.__exit__()

    def started(self, **environment):
        adapter = self.start(**environment)
        self.assertIn("ok", adapter.open(base_url="http://x", max_retries=3))
        return adapter

    def test_says_who_it_is(self):
        hello = self.shared().ask("hello")
        self.assertEqual(hello["v"], 1)
        said = hello["ok"]
        self.assertEqual((said["sdk"], said["version"]), ("toy", "1"))
        self.assertRegex(said["runtime"], self.runtime)
        self.assertEqual(said["caps"][:3], ["max_retries", "backoff", "timeout"])

    def test_claims_what_it_is_told_to(self):
        said = self.start(TOY_CAPS="usage").ask("hello")["ok"]
        self.assertEqual(said["caps"], ["usage"])

    def test_says_whose_client_it_is_and_what_it_has_when_it_is_told(self):
        self.assertEqual(self.shared().ask("hello")["ok"].keys() & {"service", "methods"}, set())
        said = self.start(TOY="two").ask("hello")["ok"]
        self.assertEqual((said["service"], said["methods"]), ("memorysync", ["echo", "second"]))

    def test_looks_for_methods_in_one_client_after_the_other(self):
        adapter = self.start(TOY="two")
        self.assertIn("ok", adapter.open(base_url="http://x"))
        self.assertEqual(adapter.call("echo", value=1)["ok"]["value"], 1)
        self.assertEqual(adapter.call("second")["ok"]["value"], 2)
        self.assertEqual(adapter.call("third")["unsupported"], "third")
        self.assertEqual(adapter.ask("close", client="c")["ok"], {})
        self.assertEqual(adapter.end(), 0)
        self.assertIn(b"closed Client\nclosed Second\n", adapter.stderr)

    def test_finds_methods_by_their_path(self):
        reply = self.shared().call("keys.create", name="ci", scopes=["read"])
        self.assertEqual(reply["ok"]["value"]["name"], "ci")
        self.assertEqual(reply["ok"]["value"]["scopes"], ["read"])
        self.assertIsNone(reply["ok"]["usage"])
        self.assertIsNone(reply["ok"]["rate_limit"])

    def test_puts_usage_and_rate_limit_beside_the_value(self):
        reply = self.shared().call("keys.describe")["ok"]
        self.assertEqual(reply["usage"], self.usage)
        self.assertEqual(reply["rate_limit"], {"limit": 1})
        self.assertEqual(reply["value"]["big"], "int:9007199254740993")
        self.assertEqual(reply["value"].keys() & {"usage", "rate_limit", "rateLimit"}, set())

    def test_takes_functions_for_methods(self):
        self.assertEqual(self.shared().call("renamed", value=5)["ok"]["value"], 5)

    def test_keeps_texts_as_they_are(self):
        text = 'a\u2028b\u0000\n"\\ \U0001f600'
        self.assertEqual(self.shared().call("echo", value=text)["ok"]["value"], text)

    def test_writes_numbers_that_json_has_not_as_texts(self):
        value = self.shared().call("numbers")["ok"]["value"]
        self.assertEqual(value, [*NAN_AND_OTHERS, {"b64": "AP8="}])

    def test_describes_errors(self):
        error = self.shared().call("fail")["err"]
        self.assertEqual(error["type"], "ToyRateLimited")
        self.assertEqual(error["bases"], ["ToyRateLimited", "ToyError", self.root])
        self.assertEqual(error["message"], "429: slow down")
        self.assertIn("ToyRateLimited", error["repr"])
        self.assertEqual(error["attrs"], self.attributes)
        self.assertEqual(error["chain"], self.chain)

    def test_outlives_who_ends_the_process(self):
        adapter = self.shared()
        self.assertEqual(adapter.call("leave")["err"]["type"], self.exit_type)
        self.assertEqual(adapter.call("echo", value=1)["ok"]["value"], 1)

    def test_outlives_an_error_without_a_text(self):
        adapter = self.shared()
        self.assertEqual(adapter.call("nameless")["err"]["message"], self.no_text)
        self.assertEqual(adapter.call("echo", value=1)["ok"]["value"], 1)

    def test_keeps_the_stream_clean(self):
        adapter = self.started()
        self.assertEqual(adapter.call("noise")["ok"]["value"], None)
        self.assertEqual(adapter.end(), 0)
        self.assertEqual(len(adapter.lines), 2)
        for noise in (b"printed while", b"to stdout", b"to descriptor 1", b"from a child", b"half"):
            self.assertIn(noise, adapter.stderr)

    def test_says_what_the_sdk_does_not_have(self):
        adapter = self.shared()
        for method in ("keys.rotate", "nothing.at.all", "keys", "keys._create", "_keys.create"):
            self.assertEqual(adapter.call(method)["unsupported"], method)
        self.assertEqual(adapter.ask("sing")["unsupported"], "sing")
        self.assertEqual(adapter.ask("cancel", target=1)["unsupported"], "cancel")

    def test_says_which_options_nobody_looked_at(self):
        config = {"base_url": "http://x", "max_retries": 1, "backoff_ms": 5, "timeout_ms": 9}
        reply = self.shared().open("c2", **config)
        self.assertEqual(set(reply["ok"]["unsupported"]), {"backoff_ms", "timeout_ms"})

    def test_tells_a_refusal_of_the_sdk(self):
        reply = self.shared().open("c3", base_url="refuse", max_retries=1)
        self.assertEqual(reply["err"]["type"], "ToyError")

    def test_tells_its_own_mistakes_from_those_of_the_sdk(self):
        adapter = self.shared()
        self.assertIn(self.mistake, adapter.call("mistaken", value=1)["bug"])
        self.assertEqual(adapter.call(self.wrong_inside)["err"]["type"], self.mistake)
        self.assertIn("no client", adapter.ask("call", client="c9", method="echo")["bug"])
        self.assertIn("'method'", adapter.ask("call", client="c")["bug"].replace('"', "'"))

    def test_tells_what_is_no_request(self):
        adapter = self.shared()
        for line in ("garbage", "[]", "5", '{"id":1}', '{"v":2,"id":9,"op":"hello"}', "[" * 100000):
            adapter.send_line(line)
            self.assertIn("cannot read the request", adapter.reply_to(None)["bug"])
        self.assertEqual(adapter.call("echo", value=1)["ok"]["value"], 1)

    def test_closes_clients(self):
        adapter = self.shared()
        self.assertEqual(adapter.ask("close", client="c")["ok"], {})
        self.assertIn("no client", adapter.call("echo", value=1)["bug"])

    def test_ends_with_stdin_and_answers_what_is_left(self):
        adapter = self.start()
        adapter.process.stdin.write(b'{"v":1,"id":1,"op":"hello"}')  # without a line's end
        self.assertEqual(adapter.end(), 0)
        self.assertEqual(len(adapter.lines), 1)
        self.assertTrue(adapter.lines[0].startswith(b'{"v":1,"id":1,"ok":'))

    def test_answers_calls_in_their_order(self):
        adapter = self.started()
        ids = [adapter.send("call", client="c", method="echo", args={"value": n}) for n in range(9)]
        self.assertEqual([adapter.reply_to(id_)["ok"]["value"] for id_ in ids], list(range(9)))
        self.assertEqual(adapter.end(), 0)
        answered = [json.loads(line)["id"] for line in adapter.lines]
        self.assertEqual(answered, sorted(answered))

    def test_answers_out_of_order_when_it_claims_to(self):
        adapter = self.started(TOY_CAPS="concurrent")
        waiting = [
            adapter.send("call", client="c", method="wait", args={"gate": str(n)}) for n in range(9)
        ]
        for number in reversed(range(9)):
            adapter.call("release", gate=str(number))
            self.assertEqual(adapter.reply_to(waiting[number])["ok"]["value"], str(number))

    def test_cancels_when_it_claims_to(self):
        adapter = self.started(TOY_CAPS="cancel", TOY="async")
        waiting = adapter.send("call", client="c", method="wait", args={"gate": "never"})
        self.assertEqual(adapter.ask("cancel", target=waiting)["ok"], {})
        self.assertIn(adapter.reply_to(waiting)["err"]["type"], self.cancelled)
        self.assertEqual(adapter.ask("cancel", target=waiting)["ok"], {})


class PythonKitTest(KitCases, unittest.TestCase):
    script = "toy_adapter.py"
    runtime = r"^cpython-3\.\d+$"
    root = "Exception"
    usage = {"api_calls": 7}
    attributes = {
        "status_code": 429,
        "retry_after": 2.0,
        "headers": {"a": ["b", None]},
        "is_final": True,
        "kind": "rate",
    }
    chain = [{"type": "ConnectionResetError", "message": "[Errno 104] reset by peer"}]
    exit_type = "SystemExit"
    no_text = "<str() raised ValueError>"
    mistake = "KeyError"
    wrong_inside = "wrong_inside"
    cancelled = ["CancelledError"]

    def test_an_sdk_reads_no_requests(self):
        self.assertEqual(self.shared().call("read_stdin")["ok"]["value"], "")

    def test_a_signal_handler_of_the_sdk_changes_nothing(self):
        adapter = self.started()
        adapter.process.terminate()
        self.assertEqual(adapter.call("echo", value=1)["ok"]["value"], 1)

    def test_finds_arguments_in_camel_case(self):
        reply = self.shared().call("keys.create", name="ci", expires_at="x")
        self.assertEqual(reply["ok"]["value"]["expires_at"], "x")

    def test_arguments_that_do_not_fit_are_its_own_mistake(self):
        self.assertIn("unexpected", self.shared().call("keys.create", name="x", size=1)["bug"])
        self.assertIn("missing", self.shared().call("keys.create")["bug"])

    def test_runs_async_clients_in_one_event_loop(self):
        adapter = self.start(TOY="async")
        self.assertIn("close", adapter.ask("hello")["ok"]["caps"])
        adapter.open(base_url="http://x", max_retries=1)
        self.assertEqual(adapter.call("echo", value=1)["ok"]["value"], 1)
        self.assertEqual(adapter.call("pages")["ok"]["value"], [1, 2])
        self.assertEqual(adapter.call("fail")["err"]["type"], "ToyRateLimited")
        self.assertEqual(adapter.call("leave")["err"]["type"], "SystemExit")
        self.assertEqual(adapter.call("noise")["ok"]["value"], None)
        self.assertEqual(adapter.ask("close", client="c")["ok"], {})
        self.assertEqual(adapter.end(), 0)
        self.assertIn(b"closed", adapter.stderr)

    def test_async_calls_run_side_by_side(self):
        adapter = self.started(TOY="async", TOY_CAPS="concurrent")
        first = adapter.send("call", client="c", method="wait", args={"gate": "1"})
        adapter.call("release", gate="1")
        self.assertEqual(adapter.reply_to(first)["ok"]["value"], "1")


class NodeKitTest(KitCases, unittest.TestCase):
    script = "toy_adapter.mjs"
    runtime = r"^node-\d+$"
    root = "Error"
    usage = {"apiCalls": 7}
    attributes = {
        "statusCode": 429,
        "retryAfter": 2.5,
        "headers": {"a": ["b", None]},
        "isFinal": True,
    }
    chain = [
        {"type": "AggregateError", "message": "all of them"},
        {"type": "Error", "message": "reset by peer"},
    ]
    exit_type = "ProcessExit"
    no_text = "<String() threw Error>"
    mistake = "TypeError"
    wrong_inside = "wrong_inside"
    cancelled = ["DOMException"]

    def test_passes_what_is_required_by_position_and_the_rest_in_camel_case(self):
        reply = self.shared().call("keys.create", name="ci", scopes=["read"], expires_at="x")
        self.assertEqual(
            reply["ok"]["value"], {"name": "ci", "scopes": ["read"], "expiresAt": "x"}
        )

    def test_describes_what_is_no_error(self):
        error = self.shared().call("bare")["err"]
        self.assertEqual((error["type"], error["bases"]), ("string", ["string"]))
        self.assertEqual(error["message"], "only a text")

    def test_blames_what_would_end_the_process_on_nobody(self):
        adapter = self.started()
        self.assertIn("unhandled rejection: Error: nobody", adapter.call("rejects")["bug"])
        self.assertIn("uncaught exception: TypeError", adapter.call("throws_later")["bug"])
        self.assertEqual(adapter.call("echo", value=1)["ok"]["value"], 1)
        self.assertEqual(adapter.end(), 0)

    def test_collects_what_is_iterated(self):
        self.assertEqual(self.shared().call("pages")["ok"]["value"], [1, 2])


if __name__ == "__main__":
    unittest.main()
