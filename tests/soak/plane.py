"""A plane under test: started on a free port, watched through /proc, spoken to through its admin plane."""
import http.client
import json
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlparse

# Plans that never run out, so that a long run sees answers of one kind.
UNLIMITED = """# A client may call without end.
fauxplane: 1
clock: {start: now, flow: real}
world: {plans: {pro: {limits: {api_calls: 9000000000}}}}
"""


class Plane:
    """`fauxplane serve`; its log is kept in a file."""

    def __init__(self, program, threads=2):
        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        (folder / "unlimited.yaml").write_text(UNLIMITED)
        ready, self.log_path = folder / "ready.json", folder / "log"
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(
                [program, "serve", str(folder / "unlimited.yaml"), "--port", "0",
                 "--threads", str(threads), "--ready-file", str(ready)],
                stdout=subprocess.DEVNULL, stderr=log)
        while not ready.exists():
            if self.process.poll() is not None:
                raise RuntimeError(f"{program} serve ended: {self.log_path.read_text()}")
            time.sleep(0.001)
        self.ready = json.loads(ready.read_text())
        url = urlparse(self.ready["url"])
        self.host, self.port = url.hostname, url.port
        self.key = self.ready["api_key"]

    def connect(self, timeout=10):
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout)

    def admin(self, method, path, body=None):
        """Status and JSON of one call of the admin plane, on a connection of its own."""
        connection = self.connect()
        try:
            connection.request(method, "/_sim" + path, json.dumps(body) if body is not None else None)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None
        finally:
            connection.close()

    def resident_kib(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1])
        raise RuntimeError("the plane is gone")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def threads(self):
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    def log(self):
        return self.log_path.read_text(errors="replace")

    def stop(self):
        """Ends it by SIGTERM; returns its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)
