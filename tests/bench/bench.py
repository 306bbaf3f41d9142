#!/usr/bin/env python3
"""Measures the fauxplane given as the first argument and prints a table; build/bench.json has the same figures.

Both servers answer the same bytes from the same core, wrk runs on another, the rounds are interleaved, and medians
and their ratio are what counts: absolute figures follow the machine's mood.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import peers
import scale
import servers

# Of the figures below: what they are to be, as docs/operations.md says.
TARGETS = {"ratio": (">=", 0.7), "p99_ms": ("<", 1.0), "start_ms": ("<", 30), "resident_mib_idle": ("<", 12),
           "two_workers_over_one": ("<", 1.2), "steps_10000_over_10": ("<", 1.1), "kib_per_session": ("<", 8),
           "sessions_100000_over_1": ("<", 1.1), "delayed_last_seconds": ("<", 1.3),
           "beside_idle_over_alone": ("<", 1.1), "journal_later_over_full": ("<", 1.1),
           "ns_search_memories/10000": ("<", 2e6), "ns_query_memories/10000": ("<", 2e6)}

# Of the 99th percentile: how many undisturbed seconds are wanted, out of how many.
CALM_SECONDS, TAIL_SECONDS_MAX = 15, 120


def measure_start(program, _options):
    """Milliseconds from the start of the process to its first answer, and resident memory then."""
    times, resident = [], []
    for _ in range(20):
        plane = servers.Plane(program)
        plane.get("/me")
        times.append((time.monotonic() - plane.started) * 1e3)
        resident.append(plane.resident_kib() / 1024)
        plane.stop()
    return {"start_ms": round(statistics.median(times), 1),
            "resident_mib_idle": round(statistics.median(resident), 1)}


def measure_speed(program, options):
    """Answers per second to GET /api/me, authenticated, metered and decorated, against nginx with the same bytes."""
    plane = servers.Plane(program)
    headers, body = plane.get("/me")
    nginx = servers.Nginx(headers, body)
    urls = ((plane, plane.ready["control_url"] + "/me"), (nginx, f"http://127.0.0.1:{nginx.port}/"))
    rounds = []
    for number in range(options.rounds):
        row = []
        for server, url in urls:
            before = server.cpu_seconds()
            rate, _ = servers.load(url, plane.headers, options.seconds)
            cpu_us = (server.cpu_seconds() - before) / (rate * options.seconds) * 1e6
            row.append({"rate": rate, "cpu_us": cpu_us})
        rounds.append(row)
        ours, theirs = row
        print(f"round {number + 1}: fauxplane {ours['rate']:9.0f}/s   nginx {theirs['rate']:9.0f}/s   "
              f"ratio {ours['rate'] / theirs['rate']:.2f}", flush=True)
    nginx.stop()
    plane.stop()

    def median(of):
        return statistics.median(of(*row) for row in rounds)

    return {"requests_per_second": round(median(lambda ours, _: ours["rate"])),
            "nginx_requests_per_second": round(median(lambda _, theirs: theirs["rate"])),
            "ratio": round(median(lambda ours, theirs: ours["rate"] / theirs["rate"]), 3),
            "cpu_us_per_answer": round(median(lambda ours, _: ours["cpu_us"]), 2),
            "nginx_cpu_us_per_answer": round(median(lambda _, theirs: theirs["cpu_us"]), 2)}


def measure_tail(program, _options):
    """99th percentile at 32 connections, in seconds in which the machine was all there, beside nginx.

    A virtual machine is stopped by its host now and then, and a stop of a millisecond delays all the requests that
    are under way: a hundredth of stolen time is the 99th percentile, whatever the server does. Seconds with any stolen
    time are left out; when there are too few others, nothing is said about the server.
    """
    plane = servers.Plane(program)
    headers, body = plane.get("/me")
    nginx = servers.Nginx(headers, body)
    urls = {"": plane.ready["control_url"] + "/me", "nginx_": f"http://127.0.0.1:{nginx.port}/"}
    calm, all_of = {name: [] for name in urls}, {name: [] for name in urls}
    stolen = []
    for _ in range(TAIL_SECONDS_MAX):
        for name, url in urls.items():
            before = servers.stolen_seconds()
            _, p99 = servers.load(url, plane.headers, 1)
            stolen.append(servers.stolen_seconds() - before)
            all_of[name].append(p99)
            if stolen[-1] == 0:
                calm[name].append(p99)
        if min(len(taken) for taken in calm.values()) >= CALM_SECONDS:
            break
    nginx.stop()
    plane.stop()
    figures = {f"{name}p99_ms_with_stolen_time": round(statistics.median(taken), 3) for name, taken in all_of.items()}
    figures["stolen_ms_per_second"] = round(statistics.median(stolen) * 1e3)
    figures["calm_seconds"] = min(len(taken) for taken in calm.values())
    if figures["calm_seconds"] >= CALM_SECONDS:
        figures.update((f"{name}p99_ms", round(statistics.median(taken), 3)) for name, taken in calm.items())
    else:
        print("   the host took too much of the machine to judge p99_ms; measure again where it does not")
    return figures


def measure_parts(program, _options):
    """Nanoseconds of each part, by google-benchmark; left out when that was not built."""
    parts = Path(program).with_name("fauxplane_bench")
    if not parts.exists():
        return {}
    text = subprocess.run([parts, "--benchmark_format=json", "--benchmark_min_time=0.2"], check=True,
                          capture_output=True, text=True).stdout
    return {f"ns_{row['name']}": round(row["cpu_time"], 1) for row in json.loads(text)["benchmarks"]}


def verdict_on(name, value):
    if name not in TARGETS:
        return ""
    sign, bound = TARGETS[name]
    is_met = value >= bound if sign == ">=" else value < bound
    return f"{sign} {bound}  {'met' if is_met else 'MISSED'}"


CASES = {"start": measure_start, "speed": measure_speed, "tail": measure_tail, **scale.CASES, "parts": measure_parts}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="of one round")
    parser.add_argument("--only", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--peers", action="store_true", help="measure the other fakes that npm has, too")
    options = parser.parse_args()
    if (os.cpu_count() or 1) < 2:
        sys.exit("this needs two cores: one for the server, one for wrk")
    result = {}
    for name in options.only:
        print(f"== {name}: {CASES[name].__doc__.strip().splitlines()[0]}", flush=True)
        figures = CASES[name](options.program, options)
        for key, value in figures.items():
            print(f"   {key:34} {value:>12}  {verdict_on(key, value)}", flush=True)
        result.update(figures)
    if options.peers:
        result["peers"] = peers.measure(options.program, options)
    Path("build").mkdir(exist_ok=True)
    Path("build/bench.json").write_text(json.dumps(result, indent=2) + "\n")
    print("written to build/bench.json")


if __name__ == "__main__":
    main()
