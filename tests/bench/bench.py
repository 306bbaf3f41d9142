#!/usr/bin/env python3
"""Speed against nginx, start time and memory of the program given as the first argument.

Both servers answer the same bytes from the same core, wrk runs on another, the rounds are interleaved, and
medians and their ratio are what counts. Writes build/bench.json and prints the same as a table.
"""
import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SERVER_CORE, CLIENT_CORE = "0", "1"
CONNECTIONS = 32


def pinned(core, command):
    return ["taskset", "-c", core, *command]


class Plane:
    """A serving fauxplane; the ready file says where."""

    def __init__(self, program, threads=1):
        self.folder = tempfile.TemporaryDirectory()
        ready = Path(self.folder.name) / "ready.json"
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            pinned(SERVER_CORE, [program, "serve", "--port", "0", "--threads", str(threads),
                                 "--ready-file", str(ready)]),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not ready.exists():
            if self.process.poll() is not None:
                sys.exit(f"{program} serve ended with {self.process.returncode}; run it by hand to see why")
            time.sleep(0.0005)
        self.ready = json.loads(ready.read_text())
        self.headers = {"Authorization": f"Bearer {self.ready['api_key']}"}

    def get(self, path):
        request = urllib.request.Request(self.ready["control_url"] + path, headers=self.headers)
        with urllib.request.urlopen(request) as answer:
            return answer.headers.items(), answer.read().decode()

    def resident_kib(self):
        status = Path(f"/proc/{self.ready['pid']}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        self.folder.cleanup()


class Nginx:
    """nginx answering `body` with `headers` to every request."""

    def __init__(self, headers, body):
        self.folder = tempfile.TemporaryDirectory()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        skipped = {"content-length", "content-type", "date", "connection", "server"}
        lines = "\n".join(f'      add_header {name} "{value}" always;'
                          for name, value in headers if name.lower() not in skipped)
        path = Path(self.folder.name)
        (path / "nginx.conf").write_text(f"""
daemon off; worker_processes 1; pid {path}/pid; error_log {path}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 1000000000; server_tokens off;
  client_body_temp_path {path}; proxy_temp_path {path}; fastcgi_temp_path {path};
  uwsgi_temp_path {path}; scgi_temp_path {path};
  server {{
    listen 127.0.0.1:{self.port};
    location / {{
      default_type application/json;
{lines}
      return 200 '{body}';
    }}
  }}
}}
""")
        self.process = subprocess.Popen(pinned(SERVER_CORE, ["nginx", "-p", str(path), "-c",
                                                             str(path / "nginx.conf")]))
        for _ in range(1000):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.005)
        sys.exit("nginx did not start")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.folder.cleanup()


def load(url, headers, seconds):
    """Requests per second and the 99th percentile in milliseconds, by wrk."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    text = subprocess.run(pinned(CLIENT_CORE, [*command, url]), check=True, capture_output=True,
                          text=True).stdout
    if "Non-2xx" in text:
        sys.exit(f"wrk got refusals from {url}:\n{text}")
    words = {line.split()[0]: line.split()[1] for line in text.splitlines() if len(line.split()) > 1}
    units = {"us": 1e-3, "ms": 1.0, "s": 1e3}
    p99 = words["99%"]
    unit = next(name for name in ("us", "ms", "s") if p99.endswith(name))
    return float(words["Requests/sec:"]), float(p99[: -len(unit)]) * units[unit]


def measure_start(program, runs):
    """Milliseconds from the start of the process to its first answer."""
    times = []
    for _ in range(runs):
        plane = Plane(program)
        plane.get("/me")
        times.append((time.monotonic() - plane.started) * 1e3)
        plane.stop()
    return statistics.median(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    options = parser.parse_args()
    if (os.cpu_count() or 1) < 2:
        sys.exit("this needs two cores: one for the server, one for wrk")

    result = {"start_ms": round(measure_start(options.program, 20), 1)}
    plane = Plane(options.program)
    result["resident_kib_idle"] = plane.resident_kib()
    # The plan of the default world would run out in the middle; the measured answers are all of one kind.
    request = urllib.request.Request(
        plane.ready["url"] + "/_sim/sessions", method="POST",
        data=json.dumps({"scenario": UNLIMITED}).encode())
    with urllib.request.urlopen(request) as answer:
        plane.ready["control_url"] = json.load(answer)["control_url"]
    headers, body = plane.get("/me")
    nginx = Nginx(headers, body)
    rounds = []
    for number in range(options.rounds):
        ours = load(plane.ready["control_url"] + "/me", plane.headers, options.seconds)
        theirs = load(f"http://127.0.0.1:{nginx.port}/", plane.headers, options.seconds)
        rounds.append({"fauxplane": ours, "nginx": theirs, "ratio": ours[0] / theirs[0]})
        print(f"round {number + 1}: fauxplane {ours[0]:9.0f}/s p99 {ours[1]:.2f} ms   "
              f"nginx {theirs[0]:9.0f}/s p99 {theirs[1]:.2f} ms   ratio {rounds[-1]['ratio']:.2f}")
    result["resident_kib_after"] = plane.resident_kib()
    nginx.stop()
    plane.stop()
    result["requests_per_second"] = round(statistics.median(r["fauxplane"][0] for r in rounds))
    result["nginx_requests_per_second"] = round(statistics.median(r["nginx"][0] for r in rounds))
    result["ratio"] = round(statistics.median(r["ratio"] for r in rounds), 3)
    result["p99_ms"] = statistics.median(r["fauxplane"][1] for r in rounds)
    Path("build").mkdir(exist_ok=True)
    Path("build/bench.json").write_text(json.dumps(result, indent=2) + "\n")
    print(f"""
GET /api/me, authenticated, metered, decorated; {CONNECTIONS} connections, one core, {options.rounds} rounds
  fauxplane            {result['requests_per_second']:>9}/s   p99 {result['p99_ms']:.2f} ms
  nginx, same bytes    {result['nginx_requests_per_second']:>9}/s
  ratio                {result['ratio']:>9}
first answer after start  {result['start_ms']:>6} ms
resident when idle        {result['resident_kib_idle'] / 1024:>6.1f} MiB, after the load {result['resident_kib_after'] / 1024:.1f} MiB""")


UNLIMITED = """# A client may call without end.
fauxplane: 1
clock: {start: now, flow: real}
world: {plans: {pro: {limits: {api_calls: 9000000000}}}}
"""

if __name__ == "__main__":
    main()
