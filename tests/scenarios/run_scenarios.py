"""Plays every scenario of the library to clients whose verdict is known beforehand.

    run_scenarios.py FAUXPLANE [NAME...]

The well-behaved client has to pass (exit status 0); a client that makes no call, and the bad
clients that cases.py names, have to fail (exit status 3).
"""

import collections
import concurrent.futures
import pathlib
import subprocess
import sys

from cases import CASES, UNHEARD

TESTS = pathlib.Path(__file__).resolve().parent.parent
SCENARIOS = TESTS.parent / "scenarios"
PYTHON = [sys.executable, "-B", "-E", "-S"]  # -E -S: starts in a third of the time
GOOD = [*PYTHON, str(TESTS / "support" / "well_behaved_client.py")]
BAD = [*PYTHON, str(TESTS / "scenarios" / "bad_clients.py")]
AT_ONCE = 12  # most of them wait most of the time
RUN_MAX_S = 25

PASSED = 0
FAILED = 3

Run = collections.namedtuple("Run", "scenario client command wanted")


def runs_of(name):
    calls, bad_clients = CASES[name]
    yield Run(name, "the well-behaved client", GOOD + calls, PASSED)
    # Where nobody listens, who calls and who does not look the same.
    wanted = PASSED if name in UNHEARD else FAILED
    yield Run(name, "a client that makes no call", ["true"], wanted)
    for bad in bad_clients:
        yield Run(name, bad, [*BAD, bad, *calls], FAILED)


def play(fauxplane, run):
    """What went wrong; nothing when the verdict is the wanted one."""
    command = [fauxplane, "exec", str(SCENARIOS / f"{run.scenario}.yaml"), "--", *run.command]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=RUN_MAX_S, check=False
        )
    except subprocess.TimeoutExpired:
        return f"{run.scenario}, {run.client}: no end within {RUN_MAX_S} s"
    if done.returncode == run.wanted:
        return None
    said = "\n    ".join((done.stdout + done.stderr).splitlines())
    wrong = f"status {done.returncode}, wanted {run.wanted}"
    return f"{run.scenario}, {run.client}: {wrong}\n    {said}"


def unlike_the_files():
    """Scenarios without a case, and cases without a scenario."""
    files = {f"{path.parent.name}/{path.stem}" for path in SCENARIOS.glob("*/*.yaml")}
    for name in sorted(files - CASES.keys()):
        yield f"{name}: cases.py does not say what a client calls"
    for name in sorted(CASES.keys() - files):
        yield f"{name}: there is no such scenario"


def main():
    fauxplane, *names = sys.argv[1:]
    problems = list(unlike_the_files())
    runs = [run for name in names or CASES for run in runs_of(name)]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        problems += filter(None, pool.map(lambda run: play(fauxplane, run), runs))
    for problem in problems:
        print(problem)
    print(f"{len(runs)} runs, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
