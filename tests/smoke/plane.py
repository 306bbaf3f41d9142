"""A fauxplane that serves the default world of a service for as long as a smoke script walks over it."""
import contextlib
import json
import pathlib
import subprocess
import sys
import tempfile
import time


@contextlib.contextmanager
def serving(program, service):
    """Yields what the ready file says."""
    with tempfile.TemporaryDirectory() as folder:
        ready = pathlib.Path(folder, "ready.json")
        process = subprocess.Popen([program, "serve", "--service", service, "--port", "0", "--ready-file", ready],
                                   stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while not ready.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                sys.exit(f"{program} did not get ready")
            time.sleep(0.01)
        try:
            yield json.loads(ready.read_text())
        finally:
            process.terminate()
            if process.wait(60) != 0:
                sys.exit(f"{program} ended with {process.returncode}")
