"""What must not grow: the cost of a request with sessions, steps, connections and workers, and memory."""
import http.client
import json
import resource
import selectors
import socket
import statistics
import time

import servers

SESSIONS, STEPS, IDLE_CONNECTIONS, DELAYED = 100_000, 10_000, 10_000, 10_000
JOURNAL_ENTRIES = 10_000  # that a session keeps


def allow_descriptors():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def alternate(measures, rounds):
    """Medians of several measurements, taken in turn so that they share the machine's moods."""
    results = [[] for _ in measures]
    for _ in range(rounds):
        for taken, measure in zip(results, measures):
            taken.append(measure())
    return [statistics.median(taken) for taken in results]


def workers(program, options):
    """CPU time per answer of two workers over that of one, both on all cores. The load comes from two threads: one cannot
    keep two workers busy, and what would be measured is how often they sleep. The clients want the cores, too, and nginx
    shows what that costs by itself."""
    both = f"{servers.SERVER_CORE},{servers.CLIENT_CORE}"
    planes = [servers.Plane(program, threads=count, cores=both) for count in (1, 2)]
    headers, body = planes[0].get("/me")
    others = [servers.Nginx(headers, body, workers=count, cores=both) for count in (1, 2)]
    measures = [lambda plane=plane: servers.cpu_per_answer(
        plane, plane.ready["control_url"] + "/me", plane.headers, options.seconds, threads=2) for plane in planes]
    measures += [lambda nginx=nginx: servers.cpu_per_answer(
        nginx, f"http://127.0.0.1:{nginx.port}/", planes[0].headers, options.seconds, threads=2) for nginx in others]
    one, two, nginx_one, nginx_two = alternate(measures, options.rounds)
    for server in planes + others:
        server.stop()
    return {"cpu_us_one_worker": round(one, 2), "cpu_us_two_workers": round(two, 2),
            "two_workers_over_one": round(two / one, 2),
            "nginx_two_workers_over_one": round(nginx_two / nginx_one, 2)}


def used_up_scenario(count):
    """So many steps that take one request each, and one behind them that takes the rest."""
    return (servers.UNLIMITED + "steps:\n" + "  - {on: GET /usage/summary, times: 1, then: {advance_clock: 0s}}\n" *
            (count - 1) + "  - {on: GET /usage/summary, then: {advance_clock: 0s}}\n")


def steps(program, options):
    """CPU time per answer with 10,000 steps, used up but for the last, over that with 10."""
    planes = [servers.Plane(program, scenario=used_up_scenario(count)) for count in (10, STEPS)]
    for plane in planes:  # uses up all but the last
        servers.load(plane.ready["control_url"] + "/usage/summary", plane.headers, 2)
    few, many = alternate([lambda plane=plane: servers.cpu_per_answer(
        plane, plane.ready["control_url"] + "/usage/summary", plane.headers, options.seconds) for plane in planes],
        options.rounds)
    for plane in planes:
        plane.stop()
    return {"cpu_us_10_steps": round(few, 2), "cpu_us_10000_steps": round(many, 2),
            "steps_10000_over_10": round(many / few, 2)}


def sessions(program, options):
    """KiB of each of 100,000 sessions, and the CPU time per answer among them over that with one."""
    alone, crowded = servers.Plane(program), servers.Plane(program)
    connection = http.client.HTTPConnection("127.0.0.1", crowded.port)
    before = crowded.resident_kib()
    for _ in range(SESSIONS - 1):
        connection.request("POST", "/_sim/sessions", body="{}")
        connection.getresponse().read()
    each = (crowded.resident_kib() - before) / SESSIONS
    connection.request("POST", "/_sim/sessions", body="{}")
    last = json.load(connection.getresponse())["control_url"] + "/me"
    few, many = alternate([
        lambda: servers.cpu_per_answer(alone, alone.ready["control_url"] + "/me", alone.headers, options.seconds),
        lambda: servers.cpu_per_answer(crowded, last, crowded.headers, options.seconds)], options.rounds)
    alone.stop()
    crowded.stop()
    return {"kib_per_session": round(each, 2), "cpu_us_1_session": round(few, 2),
            "cpu_us_100000_sessions": round(many, 2), "sessions_100000_over_1": round(many / few, 2)}


def ask_until(plane, url, total):
    """Loads the plane until its journal has counted so many requests."""
    connection = http.client.HTTPConnection("127.0.0.1", plane.port)
    while True:
        connection.request("GET", "/_sim/sessions/default")
        if json.load(connection.getresponse())["requests"] >= total:
            return
        servers.load(url, plane.headers, 1)


def journal(program, _options):
    """Resident memory once the journal is full, and after five times as many requests."""
    plane = servers.Plane(program)
    url = plane.ready["control_url"] + "/usage/summary"
    ask_until(plane, url, 2 * JOURNAL_ENTRIES)
    full = plane.resident_kib()
    ask_until(plane, url, 10 * JOURNAL_ENTRIES)
    later = plane.resident_kib()
    plane.stop()
    return {"journal_full_mib": round(full / 1024, 1), "journal_later_mib": round(later / 1024, 1),
            "journal_later_over_full": round(later / full, 2)}


def connections(program, options):
    """KiB of each of 10,000 idle connections, and the CPU time per answer beside them over that without."""
    count = min(IDLE_CONNECTIONS, allow_descriptors() - 200)
    plane, busy = servers.Plane(program), servers.Plane(program)
    idle = [socket.create_connection(("127.0.0.1", busy.port)) for _ in range(count)]
    few, many = alternate([lambda each=each: servers.cpu_per_answer(
        each, each.ready["control_url"] + "/me", each.headers, options.seconds) for each in (plane, busy)],
        options.rounds)
    for one in idle[:: max(1, count // 100)]:  # they are served when they wake up
        one.sendall(busy.request("/api/me"))
        if not one.recv(64).startswith(b"HTTP/1.1 200"):
            raise SystemExit("an idle connection was not answered")
    each = (busy.resident_kib() - plane.resident_kib()) / count
    for one in idle:
        one.close()
    plane.stop()
    busy.stop()
    return {"idle_connections": count, "kib_per_idle_connection": round(each, 2),
            "cpu_us_beside_idle": round(many, 2), "beside_idle_over_alone": round(many / few, 2)}


def delays(program, _options):
    """10,000 requests at once, each on its connection, whose answers a fault delays by 1 s.

    Their sender is slow to send so many, and each answer counts from its own request, so the seconds to the last
    answer count from the last request.
    """
    count = min(DELAYED, allow_descriptors() - 200)
    plane = servers.Plane(program, scenario=servers.UNLIMITED +
                          "steps:\n  - {on: GET /me, fault: {delay: 1s}}\n")
    clients = [socket.create_connection(("127.0.0.1", plane.port)) for _ in range(count)]
    request = plane.request("/api/me")
    selector = selectors.EpollSelector()
    for client in clients:
        selector.register(client, selectors.EVENT_READ)
    started = time.monotonic()
    for client in clients:
        client.send(request)
    sent = time.monotonic()
    waiting, first = count, None
    while waiting:
        for key, _ in selector.select():
            if not key.fileobj.recv(65536).startswith(b"HTTP/1.1 200"):
                raise SystemExit("a delayed answer was wrong")
            first = first or time.monotonic()
            waiting -= 1
    ended = time.monotonic()
    for client in clients:
        client.close()
    plane.stop()
    return {"delayed_answers": count, "delayed_sending_seconds": round(sent - started, 3),
            "delayed_first_seconds": round(first - started, 3), "delayed_last_seconds": round(ended - sent, 3)}


CASES = {"workers": workers, "steps": steps, "sessions": sessions, "journal": journal,
         "connections": connections, "delays": delays}
