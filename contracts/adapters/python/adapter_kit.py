"""The client protocol of fauxplane-check, so that an adapter is what is different about an SDK.

    from adapter_kit import serve      # before the SDK: from here on stdout is the protocol's alone
    import memsy

    serve(sdk="memsy-python", version=memsy.__version__,
          open=lambda c: memsy.MemsyControlClient(c["base_url"], c["api_key"]),
          close=lambda client: client.close())

docs/client_protocol.md says what goes over the pipe. Two files and the standard library: copy them.
"""

import asyncio
import collections.abc
import functools
import inspect
import json
import os
import platform
import re
import sys
import threading
import traceback

from adapter_description import describe_error, line_of, plain, read

# Whoever writes to descriptor 1 from now on, a C library or a child process included, writes to
# stderr; and nobody but the kit reads requests. Descriptors made by dup are not inherited.
sys.stdout.flush()
_replies = os.fdopen(os.dup(1), "wb", buffering=0)
_requests = os.fdopen(os.dup(0), "rb")
os.dup2(2, 1)
with open(os.devnull, "rb") as _nothing:
    os.dup2(_nothing.fileno(), 0)

OPTIONS = ("timeout_ms", "max_retries", "backoff_ms", "project_id")


def serve(
    *,
    sdk,
    version,
    open,
    close=None,
    caps=None,
    methods=None,
    call=None,
    service=None,
    offers=None,
):
    """Answers requests until stdin ends.

    open(config)    makes a client; may be async. Options that it does not look at are reported as
                    unsupported. Of an SDK with several clients, a tuple of them: a method is
                    looked for in one after the other.
    close(client)   closes it, or each of them; may be async.
    caps            what the client can do; without: max_retries, backoff, timeout, close if there
                    is one, and of MemorySync project.
    methods         name -> function(client, args), for what is not client.name(**args).
    call            call(client, method, args), instead of all that.
    service         whose SDK it is: "memsy" (without: that) or "memorysync".
    offers          the names of the methods that the SDK has, where that is not what every SDK of
                    the service is asked for: docs/client_protocol.md, "Methods".
    """
    if caps is None:
        caps = ["max_retries", "backoff", "timeout"] + (["close"] if close else [])
        if service == "memorysync":
            caps.append("project")
    hello = {"sdk": sdk, "version": version, "runtime": _runtime(), "caps": list(caps)}
    if service is not None:
        hello["service"] = service
    if offers is not None:
        hello["methods"] = list(offers)
    _Adapter(hello, open, close, methods or {}, call).run()


class Unsupported(Exception):
    """Raise it for a method that the SDK does not have."""


class _Bug(Exception):
    """The adapter is at fault, and the SDK is not."""


class _Adapter:
    def __init__(self, hello, open, close, methods, call):
        self.hello, caps = hello, hello["caps"]
        self.open, self.close, self.methods, self.call = open, close, methods, call
        self.clients = {}
        self.loop = _Loop()
        self.threads = []
        self.is_concurrent = "concurrent" in caps or "cancel" in caps
        self.can_cancel = "cancel" in caps
        self.write_lock = threading.Lock()
        self.verbs = {
            "hello": lambda request: {"ok": self.hello},
            "open": self.answer_open,
            "call": self.answer_call,
            "cancel": self.answer_cancel,
            "close": self.answer_close,
        }

    def run(self):
        for line in _requests:
            if line.strip():
                self.take(line)
        for thread in self.threads:
            thread.join()

    def take(self, line):
        try:
            request = json.loads(line)
            if not isinstance(request, dict) or request.get("v") != 1:
                raise ValueError('not an object with "v": 1')
        except (ValueError, RecursionError) as error:
            self.write({"id": None, "bug": f"cannot read the request {line[:200]!r}: {error}"})
            return
        if self.is_concurrent and request.get("op") == "call":
            self.threads = [each for each in self.threads if each.is_alive()]
            thread = threading.Thread(target=self.answer, args=[request], daemon=True)
            self.threads.append(thread)
            thread.start()
        else:
            self.answer(request)

    def answer(self, request):
        verb = self.verbs.get(request.get("op"))
        try:
            if verb is None:
                raise Unsupported(str(request.get("op")))
            reply = verb(request)
        except Unsupported as what:
            reply = {"unsupported": str(what)}
        except _Bug as bug:
            reply = {"bug": str(bug)}
        except BaseException as error:  # whatever it is, the harness has to get a reply
            traceback.print_exc()
            reply = {"bug": line_of(error)}
        self.write({"id": request.get("id"), **reply})

    def write(self, reply):
        line = json.dumps({"v": 1, **reply}, allow_nan=False, separators=(",", ":"))
        line = line.encode() + b"\n"
        with self.write_lock:
            try:
                while line:
                    line = line[_replies.write(line) :]
            except BrokenPipeError:
                os._exit(0)  # nobody listens any more

    def answer_open(self, request):
        config = _Config(_member(request, "config"))
        is_async = inspect.iscoroutinefunction(self.open)
        client, error = self.loop.outcome(None, is_async, functools.partial(self.open, config))
        if error is not None:
            return _refusal(error, self.open)
        self.clients[_member(request, "client")] = client, is_async
        unread = [name for name in OPTIONS if name in config.values and name not in config.read]
        return {"ok": {"unsupported": unread} if unread else {}}

    def answer_close(self, request):
        client, is_async = self.client_of(request)
        del self.clients[request["client"]]
        for each in _each_of(client) if self.close is not None else ():
            error = self.loop.outcome(None, is_async, functools.partial(self.close, each))[1]
            if error is not None:
                return _refusal(error, self.close)
        return {"ok": {}}

    def answer_cancel(self, request):
        if not self.can_cancel:
            raise Unsupported("cancel")
        self.loop.cancel(_member(request, "target"))
        return {"ok": {}}

    def answer_call(self, request):
        client, is_async = self.client_of(request)
        method, args = _member(request, "method"), request.get("args") or {}
        if self.call is not None:
            function, owner = functools.partial(self.call, client, method, args), self.call
        elif method in self.methods:
            owner = self.methods[method]
            function = functools.partial(owner, client, args)
        else:
            found = _method_of(client, method)
            function, owner = functools.partial(found, **_fitting(found, method, args)), None
            is_async = is_async or inspect.iscoroutinefunction(found)
        result, error = self.loop.outcome(request.get("id"), is_async, function)
        if error is not None:
            return _refusal(error, owner)
        return {"ok": _parts_of(result)}

    def client_of(self, request):
        name = _member(request, "client")
        if name not in self.clients:
            raise _Bug(f"no client {name!r} is open")
        return self.clients[name]


_BESIDE = {"usage": "usage", "rate_limit": "rate_limit", "rateLimit": "rate_limit"}


def _parts_of(result):
    """The value, and what stands beside it; a list called usage is part of the value."""
    parts = {"value": plain(result), "usage": None, "rate_limit": None}
    if isinstance(result, collections.abc.Mapping):
        return parts
    for name, part in _BESIDE.items():
        member = read(result, name)[1]
        if isinstance(member, (list, tuple)) or callable(member):
            continue
        parts[part] = parts[part] or plain(member)
        if isinstance(parts["value"], dict):
            parts["value"].pop(name, None)
    return parts


class _Config(collections.abc.Mapping):
    """The options of a client; knows which of them were read."""

    def __init__(self, values):
        self.values, self.read = values, set()

    def __getitem__(self, name):
        self.read.add(name)
        return self.values[name]

    def __iter__(self):
        return iter(self.values)

    def __len__(self):
        return len(self.values)


class _Loop:
    """Runs what is async in an event loop of its own, which goes on between the calls.

    What is not async runs in the thread that asks, where no event loop runs: a client that is
    async inside may run one.
    """

    def __init__(self):
        self.loop = None
        self.lock = threading.Lock()
        self.tasks = {}
        self.cancelled = set()  # by name; a call may be cancelled before its task has begun

    def outcome(self, name, is_async, function):
        """The result and None, or None and what was raised."""
        try:
            result = None if is_async else function()
            if is_async or inspect.isawaitable(result) or inspect.isasyncgen(result):
                return self.await_outcome(name, function if is_async else lambda: result)
            is_iterator = isinstance(result, collections.abc.Iterator)
            return (list(result) if is_iterator else result), None
        except BaseException as error:  # an SDK may raise anything, SystemExit included
            return None, error

    def await_outcome(self, name, function):
        async def guarded():
            self.tasks[name] = asyncio.current_task()
            try:
                if name in self.cancelled:
                    raise asyncio.CancelledError
                result = function()
                if inspect.isawaitable(result):
                    result = await result
                if inspect.isasyncgen(result):
                    result = [each async for each in result]
                return result, None
            except BaseException as error:  # not even CancelledError may end the loop
                return None, error
            finally:
                self.tasks.pop(name, None)

        with self.lock:
            if self.loop is None:
                self.loop = asyncio.new_event_loop()
                threading.Thread(target=self.run, daemon=True).start()
        return asyncio.run_coroutine_threadsafe(guarded(), self.loop).result()

    def run(self):
        while True:
            try:
                self.loop.run_forever()
            except BaseException:  # SystemExit of a task that the SDK left running
                traceback.print_exc()

    def cancel(self, name):
        self.cancelled.add(name)
        task = self.tasks.get(name)
        if task is not None:
            self.loop.call_soon_threadsafe(task.cancel)


def _member(request, name):
    if name not in request:
        raise _Bug(f"the request has no {name!r}")
    return request[name]


def _camel(name):
    return re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), name)


def _each_of(client):
    return client if isinstance(client, tuple) else (client,)


def _method_of(client, path):
    """client.keys.create for "keys.create", in snake_case or camelCase."""
    for found in _each_of(client):
        for name in path.split("."):
            names = [each for each in (name, _camel(name)) if not name.startswith("_")]
            found = next((getattr(found, each) for each in names if hasattr(found, each)), None)
        if callable(found):
            return found
    raise Unsupported(path)


def _fitting(function, method, args):
    """The arguments by the names that the function has for them."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # a function in C may not tell
        return args
    names = signature.parameters
    fitting = {
        _camel(name) if name not in names and _camel(name) in names else name: value
        for name, value in args.items()
    }
    try:
        signature.bind(**fitting)
    except TypeError as error:
        raise _Bug(f"{method}: {error}; map it with serve(methods={{{method!r}: ...}})") from None
    return fitting


# What an adapter gets wrong by itself. The same raised further in, by the SDK, is the SDK's.
_MISTAKES = (KeyError, AttributeError, NameError, TypeError, ImportError, IndexError)


def _refusal(error, owner):
    """The reply about an error; `owner` is the function of the adapter that it came through."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    if isinstance(error, Unsupported):
        raise error
    is_own = frame is not None and frame.tb_frame.f_code is getattr(owner, "__code__", None)
    if is_own and isinstance(error, _MISTAKES):
        raise _Bug(f"{line_of(error)} (line {frame.tb_lineno} of the adapter)") from error
    return {"err": describe_error(error)}


def _runtime():
    return f"{platform.python_implementation().lower()}-{sys.version_info[0]}.{sys.version_info[1]}"
