"""A server that answers with bytes as they were written down, and remembers what it was asked."""

import socket
import threading


class CannedServer:
    """Use it as a context. `script` is a list of what is done with each request in turn.

    bytes          are sent
    HOLD           nothing is sent until the client goes
    (bytes, HOLD)  that, and then nothing more
    a function     is given the request and gives the bytes

    Then the connection is closed, or kept when `keeps` is set and there was something to send.
    """

    HOLD = object()

    def __init__(self, script, keeps=False):
        self.script, self.keeps = list(script), keeps
        self.requests = []  # (number of the connection, bytes)
        self.connections = set()
        self.is_ended = False
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/api"
        self.threads = [threading.Thread(target=self.accept)]

    def __enter__(self):
        self.threads[0].start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        with self.lock:
            self.is_ended = True
            for connection in self.connections:
                end(connection)  # one that a client keeps would be waited for
        for thread in self.threads:
            thread.join()
        self.listener.close()

    def accept(self):
        connections = 0
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self.serve, args=[connection, connections])
            connections += 1
            self.threads.append(thread)
            thread.start()

    def serve(self, connection, number):
        with connection:
            with self.lock:
                self.connections.add(connection)
                if self.is_ended:
                    end(connection)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while self.serve_one(connection, number):
                pass
            with self.lock:
                self.connections.discard(connection)

    def serve_one(self, connection, number):
        try:
            request = read_request(connection)
            if request is None:
                return False
            with self.lock:
                step = self.script[min(len(self.requests), len(self.script) - 1)]
                self.requests.append((number, request))
            parts = step if isinstance(step, tuple) else (step,)
            for part in parts:
                if part is self.HOLD:
                    connection.recv(1)  # until the client goes
                    return False
                connection.sendall(part(request) if callable(part) else part)
            return self.keeps and step != b""
        except OSError:
            return False  # the client has gone


def end(connection):
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it has ended already


def read_request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        received = connection.recv(65536)
        if not received:
            return None
        data += received
    head, body = data.split(b"\r\n\r\n", 1)
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, value = line.split(b":", 1)
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(status=200, body=b"{}", headers=(), length=True):
    lines = [f"HTTP/1.1 {status} Words", "Content-Type: application/json"]
    lines += [f"Content-Length: {len(body)}"] if length else []
    return "\r\n".join([*lines, *headers, "", ""]).encode("latin-1") + body
