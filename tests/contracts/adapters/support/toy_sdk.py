"""An SDK with every bad habit, to see that an adapter outlives it."""

import asyncio
import dataclasses
import enum
import logging
import os
import signal
import sys
import threading

print("printed while it is imported")


class ToyError(Exception):
    pass


class ToyRateLimited(ToyError):
    kind = "rate"  # of the class

    def __init__(self, message):
        super().__init__(message)
        self.status_code = 429
        self.retry_after = 2.0
        self.headers = {"a": ["b", None]}
        self.response = object()
        self._private = "hidden"

    @property
    def is_final(self):
        return True

    @property
    def broken(self):
        raise RuntimeError("a property that raises")


class Nameless(BaseException):
    def __str__(self):
        raise ValueError("no text")


class Level(enum.Enum):
    HIGH = "high"


@dataclasses.dataclass
class Usage:
    api_calls: int


@dataclasses.dataclass
class Created:
    name: str
    level: Level
    big: int
    usage: Usage
    rateLimit: dict  # as a client may call it that comes from JavaScript


class Keys:
    def create(self, name, scopes=("read", "write"), expiresAt=None):
        print("printed by a call")
        return {"name": name, "scopes": scopes, "expires_at": expiresAt}

    def describe(self):
        return Created("ci", Level.HIGH, 2**53 + 1, Usage(7), {"limit": 1})


class Client:
    def __init__(self, url, retries=None):
        if url == "refuse":
            raise ToyError("no such plane")
        self.keys = Keys()
        self.gates = {}
        signal.signal(signal.SIGTERM, signal.SIG_IGN)

    def echo(self, value):
        return value

    def noise(self):
        print("to stdout")
        os.write(1, b"to descriptor 1\n")
        os.system("echo from a child process")
        sys.stdout.write("half a line")
        sys.stdout.flush()
        logging.getLogger("toy").error("logged")

    def read_stdin(self):
        return sys.stdin.read() + os.read(0, 100).decode()

    def fail(self):
        try:
            raise OSError(104, "reset by peer")
        except OSError as error:
            raise ToyRateLimited("429: slow down") from error

    def leave(self):
        sys.exit(3)

    def nameless(self):
        raise Nameless

    def wrong_inside(self):
        return {}["missing"]

    def numbers(self):
        infinite = float("inf")
        return [2**53, 2**53 + 1, -(2**70), float("nan"), infinite, -infinite, 1.5, b"\x00\xff"]

    def wait(self, gate):
        assert self.gate(gate).wait(20)
        return gate

    def release(self, gate):
        self.gate(gate).set()

    def gate(self, name):
        return self.gates.setdefault(name, threading.Event())


class Second:
    def echo(self, value):
        return "of the second client"

    def second(self):
        return 2


class AsyncClient:
    """All of it belongs to one event loop."""

    def __init__(self):
        self.loop = asyncio.get_running_loop()
        self.gates = {}

    async def noise(self):
        print("to stdout")

    async def fail(self):
        await asyncio.sleep(0)
        raise ToyRateLimited("429: slow down")

    async def leave(self):
        sys.exit(3)

    async def echo(self, value):
        assert asyncio.get_running_loop() is self.loop
        return value

    async def pages(self):
        yield 1
        yield 2

    async def wait(self, gate):
        await self.gate(gate).wait()
        return gate

    async def release(self, gate):
        self.gate(gate).set()

    def gate(self, name):
        return self.gates.setdefault(name, asyncio.Event())

    async def aclose(self):
        assert asyncio.get_running_loop() is self.loop
        print("closed")
