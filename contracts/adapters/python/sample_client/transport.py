"""Connections to one origin: kept, shared by threads, and never asked twice."""

import select
import socket
import ssl
import threading
import time

from .wire import Reader, WireError, read_answer

IDLE_MAX = 8  # connections that are kept


class TransportError(Exception):
    """No whole answer came: refused, reset, cut off, garbled, or not in time."""


class Deadline:
    """The time that one attempt may take, from connecting to the last byte of the body."""

    def __init__(self, timeout_s):
        self.end = time.monotonic() + timeout_s

    def remaining_s(self):
        left_s = self.end - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("timed out")
        return left_s


class Connection:
    """One socket. Its methods raise OSError or WireError."""

    def __init__(self, is_tls, host, port, deadline):
        self.deadline = deadline
        self.socket = _connected(host, port, deadline)
        if is_tls:
            try:
                self.socket.settimeout(deadline.remaining_s())
                context = ssl.create_default_context()
                self.socket = context.wrap_socket(self.socket, server_hostname=host)
            except BaseException:
                self.socket.close()
                raise
        self.reader = Reader(self.receive)

    def receive(self, limit):
        self.socket.settimeout(self.deadline.remaining_s())
        return self.socket.recv(limit)

    def exchange(self, request, deadline):
        self.deadline = deadline
        unsent = None
        try:
            self.socket.settimeout(deadline.remaining_s())
            self.socket.sendall(request)
        except TimeoutError:
            raise
        except OSError as error:
            unsent = error  # the server may have answered before it read all of it
        try:
            return read_answer(self.reader)
        except (OSError, WireError) as error:
            raise error if unsent is None else unsent

    def is_stale(self):
        """The server has ended it, or has said something that nobody asked for."""
        poll = select.poll()
        poll.register(self.socket, select.POLLIN)
        return len(poll.poll(0)) > 0

    def close(self):
        self.socket.close()

    def interrupt(self):
        """Ends what another thread waits for."""
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it has ended already


def _connected(host, port, deadline):
    """A socket to the first address that answers."""
    refusal = OSError(f"{host} has no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM):
        attempt = socket.socket(family, kind, protocol)
        try:
            attempt.settimeout(deadline.remaining_s())
            attempt.connect(address)
            attempt.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return attempt
        except BaseException as error:
            attempt.close()
            if not isinstance(error, OSError) or isinstance(error, TimeoutError):
                raise
            refusal = error
    raise refusal


class Transport:
    """Safe to use from many threads; each exchange has a connection for itself."""

    def __init__(self, is_tls, host, port):
        self.origin = is_tls, host, port
        self.lock = threading.Lock()
        self.idle = []
        self.busy = set()
        self.closed = threading.Event()

    def exchange(self, request, timeout_s):
        """Sends the bytes once and gives the answer; raises TransportError."""
        deadline = Deadline(timeout_s)
        connection = None
        try:
            connection = self.take() or self.start(deadline)
            answer = connection.exchange(request, deadline)
        except (OSError, WireError, UnicodeError) as error:  # UnicodeError: of a host's name
            self.drop(connection)
            said = "the client is closed" if self.closed.is_set() else _words_of(error)
            raise TransportError(said) from error
        except BaseException:
            self.drop(connection)
            raise
        self.give_back(connection, answer.keeps_connection)
        return answer

    def take(self):
        """A kept connection that is still good. One that ends later is not used a second time."""
        while True:
            with self.lock:
                if self.closed.is_set():
                    raise WireError("closed")
                if not self.idle:
                    return None
                connection = self.idle.pop()
                self.busy.add(connection)
            if not connection.is_stale():
                return connection
            self.drop(connection)

    def start(self, deadline):
        connection = Connection(*self.origin, deadline)
        with self.lock:
            self.busy.add(connection)
        if self.closed.is_set():
            connection.interrupt()
        return connection

    def drop(self, connection):
        if connection is not None:
            with self.lock:
                self.busy.discard(connection)
            connection.close()

    def give_back(self, connection, is_good):
        with self.lock:
            self.busy.discard(connection)
            is_kept = is_good and not self.closed.is_set() and len(self.idle) < IDLE_MAX
            if is_kept:
                self.idle.append(connection)
        if not is_kept:
            connection.close()

    def close(self):
        """Ends all connections; who waits for an answer gets a TransportError."""
        with self.lock:
            self.closed.set()
            idle, self.idle = self.idle, []
            for connection in self.busy:
                connection.interrupt()
        for connection in idle:
            connection.close()


def _words_of(error):
    return str(error) or type(error).__name__
