"""The sample clients play every scenario of the library, by way of their adapters.

Each makes the calls that tests/scenarios/cases.py names; the verdict of the plane has to be that
they did well, and no error may come from outside their tree.
"""

import concurrent.futures
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "support"))

from adapter_process import ADAPTERS, AdapterProcess  # noqa: E402
from plane import BINARY, Plane  # noqa: E402
from play_scenario import CASES, Player  # noqa: E402

PYTHON, NODE = "python/sample_adapter.py", "node/sample_adapter.mjs"
# The documented client has no option for a certificate of its own.
LEFT_OUT = {"wire/tls_client_certificate"}
AT_ONCE = 24  # most of them wait most of the time


class ScenariosTest(unittest.TestCase):
    def test_both_clients_do_well(self):
        with (
            Plane() as plane,
            AdapterProcess(ADAPTERS / PYTHON) as python,
            AdapterProcess(ADAPTERS / NODE) as node,
            concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool,
        ):
            played = CASES.keys() - LEFT_OUT
            adapters = {PYTHON: python, NODE: node}
            pairs = [(script, scenario) for scenario in played for script in adapters]
            found = pool.map(lambda pair: play(plane, adapters[pair[0]], *pair), pairs)
            found = list(filter(None, found))
        self.assertEqual(found, [], "\n".join(found))


def play(plane, adapter, script, scenario):
    """What went wrong."""
    if scenario.startswith(("wire/connection_", "wire/tls_")):
        return exec_alone(script, scenario)
    session = plane.session(name=scenario)
    trouble = Player(adapter, scenario, session, lambda: plane.journal(session)).play()
    verdict = plane.verdict(session)
    return trouble or (None if verdict["passed"] else f"{script}: {scenario}: {verdict}")


def exec_alone(script, scenario):
    """What is done to connections, or in TLS, is done before anybody knows of which session."""
    player = [sys.executable, "-B", str(HERE / "support" / "play_scenario.py")]
    command = [BINARY, "exec", scenario, "--", *player, script, scenario]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return None if done.returncode == 0 else f"{scenario}: {done.stdout}{done.stderr}"


if __name__ == "__main__":
    unittest.main()
