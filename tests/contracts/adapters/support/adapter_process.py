"""An adapter as a child process, spoken to in the client protocol."""

import json
import os
import pathlib
import queue
import shutil
import subprocess
import sys
import threading

ADAPTERS = pathlib.Path(__file__).resolve().parents[4] / "contracts" / "adapters"
# FAUXPLANE_NODE is set by the build, which has looked for it.
NODE = os.environ.get("FAUXPLANE_NODE") or shutil.which("node") or "node"
REPLY_MAX_S = 20


def command_of(script, arguments=()):
    program = {".py": [sys.executable, "-B"], ".mjs": [NODE]}
    return [*program[pathlib.Path(script).suffix], str(script), *arguments]


class AdapterProcess:
    """Use it as a context; requests may come from several threads."""

    def __init__(self, script, environment=None, arguments=()):
        self.process = subprocess.Popen(
            command_of(script, arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
        )
        self.lock = threading.Lock()
        self.last_id = 0
        self.replies = {}  # id -> where its reply is waited for
        self.lines = []
        self.stderr = b""
        self.readers = [
            threading.Thread(target=self.read_stdout), threading.Thread(target=self.read_stderr)
        ]
        for reader in self.readers:
            reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.end()

    def read_stdout(self):
        for line in self.process.stdout:
            self.lines.append(line)
            try:
                reply = json.loads(line)
            except ValueError:
                continue  # no reply; it stays among the lines
            self.place_of(reply.get("id")).put(reply)

    def read_stderr(self):
        self.stderr = self.process.stderr.read()

    def place_of(self, id_):
        with self.lock:
            return self.replies.setdefault(id_, queue.Queue())

    def send(self, op, **members):
        """The id of the request."""
        with self.lock:
            self.last_id += 1
            id_ = self.last_id
        self.send_line(json.dumps({"v": 1, "id": id_, "op": op, **members}))
        return id_

    def send_line(self, text):
        with self.lock:
            self.process.stdin.write(text.encode() + b"\n")
            self.process.stdin.flush()

    def reply_to(self, id_):
        return self.place_of(id_).get(timeout=REPLY_MAX_S)

    def ask(self, op, **members):
        return self.reply_to(self.send(op, **members))

    def open(self, client="c", **config):
        return self.ask("open", client=client, config=config)

    def call(self, method, client="c", **args):
        return self.ask("call", client=client, method=method, args=args)

    def end(self):
        """Ends stdin; the exit status."""
        if not self.process.stdin.closed:
            self.process.stdin.close()
        status = self.process.wait(REPLY_MAX_S)
        for reader in self.readers:
            reader.join()
        self.process.stdout.close()
        self.process.stderr.close()
        return status
