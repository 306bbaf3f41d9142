"""A sample client, behind its adapter, that is given answers byte by byte."""

from adapter_process import ADAPTERS, AdapterProcess
from canned_server import CannedServer

KEY = "msy_5ec2e7000000000000000000000000"


class SampleClient:
    """A base of test cases; `script` is the adapter, `arguments` what it is started with."""

    arguments = ()
    config = {"timeout_ms": 5000, "max_retries": 0, "backoff_ms": 1}

    @classmethod
    def setUpClass(cls):
        cls.adapter = AdapterProcess(ADAPTERS / cls.script, arguments=cls.arguments)

    @classmethod
    def tearDownClass(cls):
        cls.adapter.__exit__()

    def open(self, server, **options):
        config = {"base_url": server.url, "api_key": KEY, **self.config, **options}
        self.assertIn("ok", self.adapter.open(**config))

    def play(self, script, method="health", args=None, **options):
        """The reply of one call, and the requests that came."""
        # A client that tries again at once may not have seen yet that its connection has ended.
        with CannedServer(script, keeps=len(script) > 1) as server:
            self.open(server, **options)
            reply = self.adapter.call(method, **(args or {}))
            return reply, server.requests
