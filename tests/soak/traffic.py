"""The clients of a soak. Each is a function of a plane and a random generator that plays one short visit, leaves
nothing open, and returns how many requests it made; a good one raises Wrong when an answer was not the right one."""
import json
import socket
import struct
import time

FAULTS = ["delay: 5ms", "reset: inside", "reset: before", "close: inside", "cut_after: 9B", "cut_after: 40B",
          "body: truncated", "garbage: instead", "content_length: long", "half_close: head", "early: true",
          "drip: {bytes: 200B, every: 1ms}", "stall: {at: head, lasts: 5ms}", "chunks: no_last"]


class Wrong(Exception):
    """A good client was given a wrong answer."""


def expect(condition, what):
    if not condition:
        raise Wrong(what)


def call(connection, method, path, key, body=None, headers=None):
    connection.request(method, path, body, {"Authorization": f"Bearer {key}", **(headers or {})})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def make_session(plane, **wanted):
    status, session = plane.admin("POST", "/sessions", wanted)
    expect(status == 201, f"a session was refused with {status}: {session}")
    return session, session["url"].split(str(plane.port), 1)[1]


def good_visit(plane, dice):
    """A session of its own, in which every answer, every counter and the journal is known."""
    session, prefix = make_session(plane)
    connection = plane.connect()
    count = dice.randint(20, 200)
    if dice.random() < 0.3:
        status, _ = plane.admin("POST", f"/sessions/{session['id']}/reset")
        expect(status == 200, f"a reset was refused with {status}")
    for number in range(1, count + 1):
        path = dice.choice(["/api/me", "/api/usage/summary", "/api/keys"])
        status, headers, body = call(connection, "GET", prefix + path, session["api_key"])
        expect(status == 200, f"{path} answered {status}: {body[:200]}")
        json.loads(body)
        expect(headers["X-Usage-ApiCalls"] == str(number),
               f"request {number} of a session counted as {headers['X-Usage-ApiCalls']}")
    status, page = plane.admin("GET", f"/sessions/{session['id']}/journal?limit=1000")
    expect(page["total"] == count, f"the journal has {page['total']} of {count} requests")
    statuses = {entry["status"] for entry in page["entries"]}
    expect(statuses == {200}, f"the journal tells of {statuses}")
    connection.close()
    plane.admin("DELETE", f"/sessions/{session['id']}")
    return count


def changing_visit(plane, dice):
    """Makes and deletes keys of the default session, which every other client shares."""
    connection = plane.connect()
    name = f"soak-{dice.getrandbits(48):x}"
    body = json.dumps({"name": name})
    status, _, text = call(connection, "POST", "/api/keys", plane.key, body)
    expect(status in (200, 201, 400, 403, 409, 422, 429), f"POST /api/keys answered {status}: {text[:200]}")
    if status < 300:
        key = json.loads(text)
        status, _, text = call(connection, "GET", "/api/me", key["key"] if "key" in key else plane.key)
        expect(status == 200, f"a fresh key was refused with {status}: {text[:200]}")
        status, _, _ = call(connection, "DELETE", f"/api/keys/{key['key_id']}", plane.key)
        expect(status < 300, f"DELETE of a fresh key answered {status}")
    connection.close()
    return 3


def remembering_visit(plane, dice):
    """The hot path in a session of its own: what is ingested is extracted and found."""
    session, prefix = make_session(plane)
    connection = plane.connect()

    def post(path, body):
        status, _, text = call(connection, "POST", prefix + "/v1" + path, session["api_key"], json.dumps(body),
                               {"Content-Type": "application/json"})
        expect(status == 200, f"{path} answered {status}: {text[:200]}")
        return json.loads(text)

    count = dice.randint(5, 40)
    events = [{"actor_id": "ann", "session_id": "s", "kind": "user_message", "content": f"Note {number} of the soak"}
              for number in range(count)]
    ids = post("/ingest", {"events": events})["event_ids"]
    plane.admin("POST", f"/sessions/{session['id']}/clock", {"advance": "2s"})
    completed = post("/status", {"event_ids": ids})["completedIds"]
    expect(set(completed) == set(ids), f"{len(completed)} of {count} events were extracted")
    found = post("/search", {"query": "note soak", "limit": 100})["results"]
    expect(len(found) == count, f"{len(found)} of {count} memories were found")
    connection.close()
    plane.admin("DELETE", f"/sessions/{session['id']}")
    return 3


def metered_visit(plane, dice):
    """MemorySync over its quota: as many adds are stored as the plan has room for, and the others look well."""
    room = dice.randint(1, 30)
    session, prefix = make_session(plane, scenario=f"# Room for {room}.\nfauxplane: 1\nservice: memorysync\n"
                                   f"world: {{plans: {{pro: {{limits: {{add_requests: {room}}}}}}}}}\n")
    connection = plane.connect()
    headers = {"X-API-Key": session["api_key"], "X-End-User-ID": "ann", "Content-Type": "application/json"}

    def send(method, path, body):
        connection.request(method, prefix + path, json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())

    ids = []
    for number in range(2 * room):
        status, body = send("POST", "/memory/add", {"text": f"Note {number} of the soak"})
        if status == 201:
            ids.append(body["id"])
        else:
            expect((status, body) == (200, {"status": "ok"}), f"over quota an add answered {status}: {body}")
    expect(len(ids) == room, f"{len(ids)} adds were admitted where {room} have room")
    _, body = send("POST", "/memory/query", {"query": "note soak", "k": 50})
    expect(len(body["memories"]) == room, f"{len(body['memories'])} of {room} memories were found")
    status, body = send("DELETE", "/memory/forget", {"memory_ids": ids})
    expect(body["deleted"] == room, f"forget answered {status}: {body}")
    connection.close()
    plane.admin("DELETE", f"/sessions/{session['id']}")
    return 2 * room + 2


def short_lived_visit(plane, dice):
    """Sessions that nobody deletes: their time runs out."""
    for _ in range(dice.randint(1, 10)):
        session, prefix = make_session(plane, time_to_live="1s")
        connection = plane.connect()
        call(connection, "GET", prefix + "/api/me", session["api_key"])
        connection.close()
    return 2


def faulty_visit(plane, dice):
    """A scenario of faults; the client takes whatever comes, and comes again."""
    steps = "".join(f"  - {{on: GET /me, times: 2, fault: {{{fault}}}}}\n"
                    for fault in dice.sample(FAULTS, 5))
    scenario = f"# Faults one after the other.\nfauxplane: 1\nseed: {dice.randint(1, 9)}\nsteps:\n{steps}"
    session, prefix = make_session(plane, scenario=scenario)
    head = f"GET {prefix}/api/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {session['api_key']}\r\n\r\n"
    for _ in range(12):
        with socket.create_connection((plane.host, plane.port), timeout=0.05) as client:
            try:
                client.sendall(head.encode())
                while client.recv(4096):
                    pass
            except OSError:
                pass
    plane.admin("DELETE", f"/sessions/{session['id']}")
    return 12


def garbage(dice):
    kind = dice.randrange(6)
    if kind == 0:
        return dice.randbytes(dice.randint(1, 4000))
    if kind == 1:
        return b"GET /api/me HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 40_000
    if kind == 2:
        return b"POST /api/keys HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"
    if kind == 3:
        return b"POST /v1/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFF\r\n"
    if kind == 4:
        return b"GET /api/me HTTP/1.1\r\nHost: x\r\n\r\n" * dice.randint(2, 200)
    return b"POST /_sim/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{\"a\":[[[["


def hostile_visit(plane, dice):
    """Garbage, halves of requests, ends of the stream and resets where nobody expects them."""
    for _ in range(10):
        client = socket.create_connection((plane.host, plane.port), timeout=0.05)
        try:
            client.sendall(garbage(dice)[: dice.choice([None, None, 30])])
            if dice.random() < 0.5:
                client.shutdown(socket.SHUT_WR)
            if dice.random() < 0.5:
                client.recv(100)
            if dice.random() < 0.5:  # a reset instead of an end
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass
        client.close()
    return 10


def slow_visit(plane, dice):
    """Slow loris: many connections, each a byte at a time."""
    clients = [socket.create_connection((plane.host, plane.port)) for _ in range(dice.randint(20, 100))]
    for byte in b"GET /api/me HTTP/1.1\r\nX: "[: dice.randint(1, 25)]:
        for client in clients:
            client.send(bytes([byte]))
        time.sleep(0.02)
    for client in clients:
        client.close()
    return len(clients)


VISITS = {"good": good_visit, "changing": changing_visit, "remembering": remembering_visit,
          "metered": metered_visit, "short-lived": short_lived_visit, "faulty": faulty_visit,
          "hostile": hostile_visit, "slow": slow_visit}
