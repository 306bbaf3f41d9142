"""The adapter that docs/client_protocol.md shows is a whole one: it runs as it stands there."""

import os
import pathlib
import re
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(HERE / "support"))

from adapter_process import ADAPTERS, AdapterProcess  # noqa: E402
from canned_server import CannedServer, answer  # noqa: E402

DOCUMENT = ROOT / "docs" / "client_protocol.md"


def shown(language):
    (code,) = re.findall(rf"```{language}\n(.*?)```", DOCUMENT.read_text(), re.S)
    return code


class DocumentsTest(unittest.TestCase):
    def play(self, script, environment):
        with AdapterProcess(script, environment) as adapter:
            said = adapter.ask("hello")["ok"]
            with CannedServer([answer(429, b"slow down"), answer(503)], keeps=True) as server:
                config = {"timeout_ms": 5000, "max_retries": 1, "backoff_ms": 1}
                opened = adapter.open(base_url=server.url, api_key="msy_1f", **config)
                error = adapter.call("me")["err"]
                self.assertEqual(len(server.requests), 2)
            self.assertEqual(adapter.ask("close", client="c")["ok"], {})
            self.assertEqual(adapter.end(), 0)
        self.assertEqual((error["type"], error["bases"][1]), ("MemsyAPIError", "MemsyError"))
        return said, opened["ok"]

    def test_python(self):
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder) / "my_adapter.py"
            script.write_text(shown("python"))
            # The SDK that it imports is the sample client under the name that is shown.
            (pathlib.Path(folder) / "memsy.py").write_text(
                "from sample_client import *\nfrom sample_client import __version__\n"
            )
            path = f"{ADAPTERS / 'python'}{os.pathsep}{folder}"
            said, opened = self.play(script, {"PYTHONPATH": path})
        self.assertEqual(said["caps"], ["max_retries", "backoff", "timeout", "close"])
        self.assertEqual(opened, {})

    def test_node(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "my_adapter.mjs").write_text(shown("js"))
            for name in ("adapter_kit.mjs", "adapter_description.mjs"):
                (folder / name).symlink_to(ADAPTERS / "node" / name)
            package = folder / "node_modules" / "memsy"
            package.mkdir(parents=True)
            (package / "package.json").write_text('{"main":"index.mjs"}')
            sample = (ADAPTERS / "node" / "sample_client" / "index.mjs").as_uri()
            (package / "index.mjs").write_text(f"export * from '{sample}';\n")
            said, opened = self.play(
                folder / "my_adapter.mjs", {"NODE_OPTIONS": "--preserve-symlinks"}
            )
        self.assertEqual(said["caps"], ["max_retries", "timeout"])
        self.assertEqual(opened, {"unsupported": ["backoff_ms"]})


if __name__ == "__main__":
    unittest.main()
