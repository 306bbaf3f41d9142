"""The sample clients play every scenario of the library that they have the methods for, by way of
their adapters.

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
from play_scenario import CASES, Player, is_playable  # noqa: E402

SCENARIOS = HERE.parents[2] / "scenarios"
PYTHON, NODE = "python/sample_adapter.py", "node/sample_adapter.mjs"
# The documented clients have no option for a certificate of their own, and send no `org_id`.
LEFT_OUT = {"wire/tls_client_certificate", "ingest/org_id_on_the_free_tier"}
AT_ONCE = 12  # most of them wait most of the time


def says(scenario, words):
    return words in (SCENARIOS / f"{scenario}.yaml").read_text()


def has_faults(scenario):
    return says(scenario, "fault:")


def is_of_memsy(scenario):
    return not says(scenario, "service: memorysync")


class ScenariosTest(unittest.TestCase):
    def test_both_clients_do_well(self):
        of_memsy = filter(is_of_memsy, CASES.keys() - LEFT_OUT)
        played = sorted(filter(is_playable, of_memsy), key=has_faults)
        self.assertGreater(len(played), 100)
        with Plane() as plane, concurrent.futures.ThreadPoolExecutor(2) as pool:
            found = pool.map(lambda script: play_all(plane, script, played), (PYTHON, NODE))
            troubles = [trouble for each in found for trouble in each]
        self.assertEqual(troubles, [], "\n".join(troubles))


def play_all(plane, script, played):
    """What went wrong, each scenario in a session of its own."""
    with AdapterProcess(ADAPTERS / script) as adapter:
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            side_by_side = [scenario for scenario in played if not has_faults(scenario)]
            troubles = pool.map(lambda each: play(plane, adapter, script, each), side_by_side)
            again = [each for each, trouble in zip(side_by_side, troubles) if trouble]
        # Those with faults one by one: fetch keeps connections for the whole process, and one that
        # is ended in one scenario must not be taken for another. And once more, alone, what a
        # busy machine may have made too slow.
        with_faults = [scenario for scenario in played if has_faults(scenario)]
        again += [each for each in with_faults if play(plane, adapter, script, each)]
        return list(filter(None, [play(plane, adapter, script, each) for each in again]))


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
