"""What the tests of fauxplane-check share: it is run on a client, and its report read."""

import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
ADAPTERS = ROOT / "contracts" / "adapters"
PROGRAM, REFERENCE = sys.argv[1:3]
RUN_MAX_S = 240


def python_adapter(path):
    return (sys.executable, "-B", str(path))


SAMPLE_PYTHON = python_adapter(ADAPTERS / "python" / "sample_adapter.py")
SAMPLE_NODE = ("node", str(ADAPTERS / "node" / "sample_adapter.mjs"))


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, timeout=RUN_MAX_S, check=False)


def check(*options, client):
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.json"
        where = ("--json", str(report), "--failures", folder + "/failures")
        ran = run(PROGRAM, "run", *where, *options, "--", *client)
        return ran, json.loads(report.read_text()) if report.exists() else None


def check_with_file(option, text, *options, client):
    """Likewise, with a file of that text for the option."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "file.yaml"
        path.write_text(text)
        return check(option, str(path), *options, client=client)
