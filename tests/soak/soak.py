#!/usr/bin/env python3
"""Good, faulty and hostile clients for a while, sessions coming and going; then SIGTERM under load.

Every so often all clients leave, every session is deleted and the default one begins anew: a quiet point. There the
plane must look as it did at the first one: the same descriptors and the same threads, exactly. Resident memory may not
grow: the allocator keeps what it once had, so the first third of the quiet points is warm-up, and the highest of the
last third may be at most 5 % and 1 MiB above the highest of the second. A leak grows with every request and passes any
such bound in a run that is long enough.
"""
import argparse
import random
import re
import sys
import threading
import time

import plane as planes
import stopping
import traffic

QUIET_POINTS = 15
SETTLE_SECONDS = 20  # much longer than a connection may linger
STEADY_LOOKS = 25  # so many times the same number of descriptors, over longer than a connection may linger
# Times that SIGTERM comes at a random moment, of serve and of exec each.
STOPS = 10


class Client(threading.Thread):
    """Pays visits of one kind until told to end."""

    def __init__(self, kind, plane, seed):
        super().__init__(daemon=True)
        self.kind, self.plane, self.dice = kind, plane, random.Random(f"{seed}/{kind}")
        self.requests, self.failures, self.is_ending = 0, [], False

    def run(self):
        while not self.is_ending:
            try:
                self.requests += traffic.VISITS[self.kind](self.plane, self.dice)
            except traffic.Wrong as wrong:
                self.failures.append(f"{self.kind} client: {wrong}")
            except Exception as failure:  # noqa: BLE001 - a good client's connection must not break either
                self.failures.append(f"{self.kind} client: {type(failure).__name__}: {failure}")
            if len(self.failures) > 5:
                return


def play(plane, seed, seconds):
    """All kinds of clients for so long; returns requests by kind and what went wrong."""
    clients = [Client(kind, plane, seed) for kind in traffic.VISITS]
    for client in clients:
        client.start()
    time.sleep(seconds)
    for client in clients:
        client.is_ending = True
    for client in clients:
        client.join(60)
    return ({client.kind: client.requests for client in clients},
            [failure for client in clients for failure in client.failures])


def quiet_point(plane):
    """Resident KiB, descriptors and threads once every session is gone or as new and all has settled."""
    for session in plane.admin("GET", "/sessions")[1]["sessions"]:
        if session["id"] != "default":
            plane.admin("DELETE", f"/sessions/{session['id']}")
    plane.admin("POST", "/sessions/default/reset")
    seen = [plane.descriptors()]
    end = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < end and (len(seen) < STEADY_LOOKS or len(set(seen[-STEADY_LOOKS:])) > 1):
        time.sleep(0.1)
        seen.append(plane.descriptors())
    return plane.resident_kib(), seen[-1], plane.threads()


def judge_samples(samples):
    problems = []
    for name, at in (("descriptors", 1), ("threads", 2)):
        seen = {sample[at] for sample in samples}
        if len(seen) > 1:
            problems.append(f"{name} are not flat: {[sample[at] for sample in samples]}")
    third = len(samples) // 3
    before = max(sample[0] for sample in samples[third : 2 * third])
    after = max(sample[0] for sample in samples[2 * third :])
    if after > before * 1.05 + 1024:
        problems.append(f"resident memory grew from {before} to {after} KiB: {[s[0] for s in samples]}")
    return problems


def judge_log(log):
    """Nothing the clients do is an error of the plane: its log has the start, the signal and the end."""
    return [f"the log says: {line}" for line in log.splitlines() if not re.match(r"\S+ info ", line)]


def soak(options, seed):
    plane = planes.Plane(options.program)
    problems, counts = [], {}
    samples = [quiet_point(plane)]
    for number in range(QUIET_POINTS):
        played, failures = play(plane, f"{seed}/{number}", options.minutes * 60 / QUIET_POINTS)
        for kind, count in played.items():
            counts[kind] = counts.get(kind, 0) + count
        samples.append(quiet_point(plane))
        problems += failures
        print(f"{number + 1:3}/{QUIET_POINTS}  {samples[-1][0]} KiB  {samples[-1][1]} descriptors  "
              f"{samples[-1][2]} threads  {sum(counts.values())} requests", flush=True)
    status = plane.stop()
    if status != 0:
        problems.append(f"serve ended with {status}")
    print("requests by kind:", counts)
    return problems + judge_samples(samples) + judge_log(plane.log())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1_000_000)
    print(f"seed {seed}: --seed {seed} plays the same visits again")
    problems = soak(options, seed)
    dice = random.Random(seed)
    for stop in (stopping.stop_serve, stopping.stop_exec):
        found = [problem for _ in range(STOPS) for problem in stop(options.program, dice)]
        print(f"{stop.__name__}: {STOPS} times SIGTERM under load, {len(found)} with something wrong")
        problems += found
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
