"""The servers that are measured, each pinned to one core, and wrk on the other."""
import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SERVER_CORE, CLIENT_CORE = "0", "1"
CONNECTIONS = 32

# The plan of the default world would run out in the middle; the measured answers are all of one kind.
UNLIMITED = """# A client may call without end.
fauxplane: 1
clock: {start: now, flow: real}
world: {plans: {pro: {limits: {api_calls: 9000000000}}}}
"""


def pinned(cores, command):
    return ["taskset", "-c", cores, *command]


def cpu_seconds(process):
    """User and system time of all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100  # USER_HZ is 100 on Linux


class Plane:
    """A serving fauxplane; the ready file says where."""

    def __init__(self, program, threads=1, scenario=UNLIMITED, cores=SERVER_CORE):
        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        ready, script = folder / "ready.json", folder / "bench.yaml"
        script.write_text(scenario)
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            pinned(cores, [program, "serve", str(script), "--port", "0", "--threads", str(threads),
                           "--ready-file", str(ready)]),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not ready.exists():
            if self.process.poll() is not None:
                sys.exit(f"{program} serve ended with {self.process.returncode}; run it by hand to see why")
            time.sleep(0.0005)
        self.ready = json.loads(ready.read_text())
        self.port = int(self.ready["url"].rsplit(":", 1)[1])
        self.headers = {"Authorization": f"Bearer {self.ready['api_key']}"}

    def get(self, path):
        request = urllib.request.Request(self.ready["control_url"] + path, headers=self.headers)
        with urllib.request.urlopen(request) as answer:
            return answer.headers.items(), answer.read().decode()

    def request(self, path):
        """The bytes that ask for `path`."""
        return (f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Authorization: {self.headers['Authorization']}\r\n\r\n").encode()

    def resident_kib(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))

    def cpu_seconds(self):
        return cpu_seconds(self.process.pid)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.folder.cleanup()


class Nginx:
    """nginx answering `body` with `headers` to every request."""

    def __init__(self, headers, body, workers=1, cores=SERVER_CORE):
        self.folder = tempfile.TemporaryDirectory()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        skipped = {"content-length", "content-type", "date", "connection", "server"}
        lines = "\n".join(f'      add_header {name} "{value}" always;'
                          for name, value in headers if name.lower() not in skipped)
        path = Path(self.folder.name)
        (path / "nginx.conf").write_text(f"""
daemon off; worker_processes {workers}; pid {path}/pid; error_log {path}/error.log;
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
        self.process = subprocess.Popen(pinned(cores, ["nginx", "-p", str(path), "-c",
                                                             str(path / "nginx.conf")]))
        for _ in range(1000):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.005)
        sys.exit("nginx did not start")

    def cpu_seconds(self):
        master = self.process.pid
        return sum(map(cpu_seconds, Path(f"/proc/{master}/task/{master}/children").read_text().split()))

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.folder.cleanup()


def stolen_seconds():
    """CPU time since boot that the host of this virtual machine gave to others, of all cores; 0 on a real one."""
    return int(Path("/proc/stat").read_text().split(maxsplit=9)[8]) / 100  # USER_HZ is 100 on Linux


def load(url, headers, seconds, connections=CONNECTIONS, threads=1):
    """Requests per second and the 99th percentile in milliseconds, by wrk."""
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--latency"]
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


def cpu_per_answer(server, url, headers, seconds, threads=1):
    """Microseconds of CPU time that the server spends on one answer: what a busy machine disturbs least."""
    before = server.cpu_seconds()
    rate, _ = load(url, headers, seconds, threads=threads)
    return (server.cpu_seconds() - before) / (rate * seconds) * 1e6
