"""Other fakes of HTTP services, answering the bytes that the plane answers, from the same core in the same run.

They are installed with npm under build/peers. One that cannot be installed or started is reported as such.
"""
import json
import os
import signal
import socket
import statistics
import subprocess
import time
from pathlib import Path

import servers

FOLDER = Path("build/peers").absolute()
START_SECONDS = 60
SKIPPED_HEADERS = {"content-length", "date", "connection"}


def wiremock(folder, port, headers, body):
    (folder / "mappings").mkdir(parents=True, exist_ok=True)
    (folder / "mappings" / "me.json").write_text(json.dumps({
        "request": {"method": "GET", "url": "/api/me"},
        "response": {"status": 200, "headers": headers, "body": body}}))
    jar = next((FOLDER / "node_modules" / "wiremock").rglob("*.jar"))
    return ["java", "-jar", str(jar), "--port", str(port), "--root-dir", str(folder),
            "--no-request-journal", "--disable-banner"]


def mockoon(folder, port, headers, body):
    (folder / "mockoon.json").write_text(json.dumps({
        "uuid": "e", "lastMigration": 33, "name": "bench", "port": port, "hostname": "127.0.0.1",
        "endpointPrefix": "", "latency": 0, "folders": [], "data": [], "callbacks": [],
        "rootChildren": [{"type": "route", "uuid": "r"}], "headers": [], "cors": False,
        "proxyMode": False, "tlsOptions": {"enabled": False},
        "routes": [{"uuid": "r", "type": "http", "method": "get", "endpoint": "api/me",
                    "responseMode": None, "documentation": "", "responses": [
                        {"uuid": "a", "statusCode": 200, "label": "", "latency": 0, "bodyType": "INLINE",
                         "headers": [{"key": key, "value": value} for key, value in headers.items()],
                         "body": body, "default": True, "rules": [], "rulesOperator": "OR",
                         "disableTemplating": True, "filePath": "", "sendFileAsBody": False,
                         "fallbackTo404": False, "databucketID": "", "crudKey": "id", "callbacks": []}]}]}))
    return [str(FOLDER / "node_modules" / ".bin" / "mockoon-cli"), "start", "--data", str(folder / "mockoon.json"),
            "--disable-log-to-file"]


def prism(folder, port, headers, body):
    document = {"openapi": "3.0.3", "info": {"title": "bench", "version": "1"}, "paths": {"/api/me": {"get": {
        "responses": {"200": {
            "description": "ok",
            "headers": {key: {"schema": {"type": "string"}, "example": value}
                        for key, value in headers.items() if key.lower() != "content-type"},
            "content": {"application/json": {"example": json.loads(body)}}}}}}}}
    (folder / "openapi.json").write_text(json.dumps(document))
    return [str(FOLDER / "node_modules" / ".bin" / "prism"), "mock", "--port", str(port), "--host", "127.0.0.1",
            "--verboseLevel", "silent", str(folder / "openapi.json")]


def mockserver(folder, port, headers, body):
    (folder / "mockserver.json").write_text(json.dumps([{
        "httpRequest": {"path": "/api/me"},
        "httpResponse": {"statusCode": 200, "body": body,
                         "headers": {key: [value] for key, value in headers.items()}}}]))
    jar = next((FOLDER / "node_modules").rglob("mockserver-netty*.jar"))
    return ["java", "-Dmockserver.logLevel=WARN",
            f"-Dmockserver.initializationJsonPath={folder / 'mockserver.json'}",
            "-jar", str(jar), "-serverPort", str(port)]


# npm package and how it is started.
PEERS = {"WireMock": ("wiremock", wiremock), "Mockoon": ("@mockoon/cli", mockoon),
         "Prism": ("@stoplight/prism-cli", prism), "MockServer": ("mockserver-node", mockserver)}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def install(package):
    if (FOLDER / "node_modules" / package).exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(FOLDER), package],
                   check=True, capture_output=True, text=True, timeout=600)


class Peer:
    """A running peer; it has a process group of its own, since some start others."""

    def __init__(self, name, headers, body):
        package, command_of = PEERS[name]
        install(package)
        folder = FOLDER / name.lower()
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        command = command_of(folder, self.port, headers, body)
        with open(folder / "log", "wb") as log:
            self.process = subprocess.Popen(servers.pinned(servers.SERVER_CORE, command), stdout=log, stderr=log,
                                            cwd=folder, start_new_session=True)
        self.url = f"http://127.0.0.1:{self.port}/api/me"
        end = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError("it did not start: " + (folder / "log").read_text(errors="replace")[-300:])
            time.sleep(0.1)

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as client:
                client.sendall(b"GET /api/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                return client.recv(64).startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    def stop(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(10)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self.process.wait()


def measure_one(name, plane, options):
    answer_headers, body = plane.get("/me")
    headers = {key: value for key, value in answer_headers if key.lower() not in SKIPPED_HEADERS}
    peer = Peer(name, headers, body)
    try:
        servers.load(peer.url, plane.headers, 10)  # virtual machines get faster as they run
        rounds = [(servers.load(plane.ready["control_url"] + "/me", plane.headers, options.seconds),
                   servers.load(peer.url, plane.headers, options.seconds)) for _ in range(options.rounds)]
    finally:
        peer.stop()
    return {"requests_per_second": round(statistics.median(theirs[0] for _, theirs in rounds)),
            "p99_ms": statistics.median(theirs[1] for _, theirs in rounds),
            "fauxplane_over_it": round(statistics.median(ours[0] / theirs[0] for ours, theirs in rounds), 1)}


def measure(program, options):
    """Each peer's figures, or why there are none."""
    plane = servers.Plane(program)
    results = {}
    for name in PEERS:
        print(f"== {name}", flush=True)
        try:
            results[name] = measure_one(name, plane, options)
        except (OSError, RuntimeError, StopIteration, subprocess.SubprocessError) as failure:
            why = getattr(failure, "stderr", None) or str(failure) or "its program was not found"
            results[name] = {"not_measured": why.strip()[-300:]}
        print(f"   {results[name]}", flush=True)
    plane.stop()
    return results
