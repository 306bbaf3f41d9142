"""SIGTERM at a random moment: nothing that was answered may be missing from what the plane counted.

A client has an answer only after its request was journalled, so two numbers must hold, whenever the signal comes:
answers received whole <= requests the plane counted <= requests sent. The plane's number is what a user can rely on:
of `exec` the "requests" of its --report, of `serve` the last line of its log.
"""
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlparse

import plane as planes

CLIENTS = 4


class Loader(threading.Thread):
    """Asks for /api/me on one connection until the plane ends it."""

    def __init__(self, host, port, key):
        super().__init__(daemon=True)
        self.address = (host, port)
        self.request = (f"GET /api/me HTTP/1.1\r\nHost: {host}\r\n"
                        f"Authorization: Bearer {key}\r\n\r\n").encode()
        self.sent = self.answered = 0
        self.is_ending = False

    def run(self):
        try:
            with socket.create_connection(self.address, timeout=10) as client:
                while not self.is_ending:
                    self.sent += 1
                    client.sendall(self.request)
                    if not self.take_answer(client):
                        return
                    self.answered += 1
        except OSError:
            pass

    @staticmethod
    def take_answer(client):
        data = b""
        while b"\r\n\r\n" not in data:
            more = client.recv(65536)
            if not more:
                return False
            data += more
        head, body = data.split(b"\r\n\r\n", 1)
        length = int(re.search(rb"Content-Length: (\d+)", head)[1])
        while len(body) < length:
            more = client.recv(65536)
            if not more:
                return False
            body += more
        return True


def load(host, port, key):
    loaders = [Loader(host, port, key) for _ in range(CLIENTS)]
    for loader in loaders:
        loader.start()
    return loaders


def totals(loaders):
    for loader in loaders:
        loader.join(20)
    return sum(each.answered for each in loaders), sum(each.sent for each in loaders)


def judge(how, answered, counted, sent):
    if not answered <= counted <= sent:
        return [f"{how}: {answered} answers received, {counted} requests counted, {sent} sent"]
    if answered == 0:
        return [f"{how}: no answer before the signal, so nothing was shown"]
    return []


def stop_serve(program, dice):
    """The log of `serve` ends with the number of requests in the default session."""
    plane = planes.Plane(program)
    loaders = load(plane.host, plane.port, plane.key)
    time.sleep(dice.uniform(0.05, 0.6))
    status = plane.stop()
    answered, sent = totals(loaders)
    log = plane.log()
    found = re.search(r"stopped after (\d+) request", log)
    if status != 0 or not found:
        return [f"serve: exit status {status}, log:\n{log}"]
    return judge("serve", answered, int(found[1]), sent)


def stop_exec(program, dice):
    """exec hands the signal on to its command, and reports once the command has ended."""
    with tempfile.TemporaryDirectory() as folder:
        scenario, report, counts = (Path(folder) / name for name in ("s.yaml", "report", "counts"))
        scenario.write_text(planes.UNLIMITED)
        process = subprocess.Popen(
            [program, "exec", str(scenario), "--report", str(report), "--threads", "2", "--",
             sys.executable, __file__, str(counts)], stderr=subprocess.DEVNULL)
        while not counts.exists():  # written once when the load has begun, and again at its end
            time.sleep(0.005)
        time.sleep(dice.uniform(0.05, 0.6))
        process.send_signal(signal.SIGTERM)
        status = process.wait(20)
        answered, sent = json.loads(counts.read_text())
        if status != 0:
            return [f"exec: exit status {status}"]
        return judge("exec", answered, json.loads(report.read_text())["requests"], sent)


def client_of_exec(counts):
    """The command of stop_exec: loads the plane until SIGTERM, then writes down what it saw."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    url = urlparse(os.environ["FAUXPLANE_URL"])
    loaders = load(url.hostname, url.port, os.environ["MEMSY_API_KEY"])
    counts.write_text("")
    ended.wait()
    for loader in loaders:
        loader.is_ending = True
    counts.write_text(json.dumps(totals(loaders)))


if __name__ == "__main__":
    client_of_exec(Path(sys.argv[1]))
