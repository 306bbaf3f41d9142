"""A client for the tests of virtual time. After 429 it waits 1, 2 and 4 s, or what Retry-After
says, in the way that its first argument names:
waiting_client.py WAIT URL KEY [TIMEOUT_S [THREADS]]. It knows nothing of virtual time."""

import asyncio
import concurrent.futures
import queue
import select
import socket
import sys
import threading
import time
import urllib.error
import urllib.request


def wait_on_socket(seconds):
    left, right = socket.socketpair()
    left.settimeout(seconds)
    try:
        left.recv(1)
    except TimeoutError:
        pass
    left.close()
    right.close()


def wait_on_queue(seconds):
    try:
        queue.Queue().get(timeout=seconds)
    except queue.Empty:
        pass


def wait_on_future(seconds):
    try:
        concurrent.futures.Future().result(timeout=seconds)
    except concurrent.futures.TimeoutError:
        pass


WAITS = {
    "sleep": time.sleep,
    "event": lambda seconds: threading.Event().wait(seconds),
    "asyncio": lambda seconds: asyncio.run(asyncio.sleep(seconds)),
    "socket": wait_on_socket,
    "select": lambda seconds: select.select([], [], [], seconds),
    "queue": wait_on_queue,
    "future": wait_on_future,
}


def ask(url, key, timeout):
    request = urllib.request.Request(url, headers={"Authorization": "Bearer " + key})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            answer.read()
            return str(answer.status), None
    except urllib.error.HTTPError as error:
        error.read()
        return str(error.code), error.headers.get("Retry-After")
    except (OSError, urllib.error.URLError) as error:
        return type(getattr(error, "reason", error)).__name__, None


def call(wait, url, key, timeout):
    for seconds in (1, 2, 4, None):
        result, retry_after = ask(url, key, timeout)
        if result != "429" or seconds is None:
            return result
        wait(int(retry_after) if retry_after else seconds)


def main(name, url, key, timeout="30", threads="1"):
    wait = WAITS[name]
    with concurrent.futures.ThreadPoolExecutor(int(threads)) as pool:
        started = time.monotonic()
        calls = [pool.submit(call, wait, url, key, float(timeout)) for _ in range(int(threads))]
        print(*[each.result() for each in calls], round(time.monotonic() - started, 3))


main(*sys.argv[1:])
