"""A real plane, and a session of it for each test."""

import http.client
import json
import os
import pathlib
import select
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[4]
BINARY = os.environ.get("FAUXPLANE_BINARY") or str(ROOT / "build" / "release" / "bin" / "fauxplane")


class Plane:
    """Use it as a context."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        ready = pathlib.Path(self.folder.name) / "ready.json"
        command = [BINARY, "serve", "--port", "0", "--ready-file", str(ready)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        while not ready.exists():
            # Woken by what it prints, or by its end.
            if select.select([self.process.stdout], [], [], 20)[0]:
                if not os.read(self.process.stdout.fileno(), 4096):
                    raise RuntimeError(f"{' '.join(command)} ended before it was ready")
        self.address = json.loads(ready.read_text())["url"].removeprefix("http://")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()

    def admin(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.address, timeout=20)
        try:
            connection.request(method, f"/_sim{path}", None if body is None else json.dumps(body))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content.decode()}")
        return json.loads(content or "null")

    def session(self, **members):
        return self.admin("POST", "/sessions", members)

    def journal(self, session):
        return self.admin("GET", f"/sessions/{session['id']}/journal")["entries"]

    def verdict(self, session):
        return self.admin("GET", f"/sessions/{session['id']}/verify")
