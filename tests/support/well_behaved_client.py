"""A small client of both services that keeps the retry contract.

    well_behaved_client.py CALL...

makes the calls in their order and prints what became of each. It ends with status 0 whatever the
plane answered, because an error that a client reports is no failure of the client.

    GET /me                          a call with the key that was handed out
    POST /keys {"name": "ci"}        with a JSON body
    GET /keys/[a/b]/usage            an id, which goes into the path as one segment
    DELETE /keys/[created]           the id of the key that the last POST /keys made
    POST /v1/search {"query": "a"}   on the hot path of Memsy; all others are on its control plane
    POST /v1/status {"event_ids": ["[ingested]"]}   the first id of the last POST /v1/ingest
    as created: GET /me              with the secret of that key
    as msy_unknown: GET /me          with this secret
"""

import http.client
import json
import math
import os
import re
import sys
import time
import urllib.parse
from email.utils import parsedate_to_datetime

HOT_PREFIX = "/v1"  # of paths that are on the hot path of Memsy
OWNED_PREFIX = "/memory/"  # of paths of MemorySync whose calls name an end user
END_USER = "u-31"
CONNECTION_ERRORS = (OSError, http.client.HTTPException)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        # http.client takes a head that breaks off for a whole one; what is missing is the framing.
        is_framed = "Content-Length" in self.headers or "Transfer-Encoding" in self.headers
        if not is_framed and self.status != 204:
            raise http.client.IncompleteRead(self.body)

    def json(self):
        """The object of the body; None when there is none, or when it is no object."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return None
        return value if isinstance(value, dict) else None


class Client:
    max_retries = 3
    backoff_s = 1.0  # before the first retry; doubles with each
    longest_wait_s = 60.0  # a plane that asks for more is given up
    timeout_s = 10.0  # of one attempt

    def __init__(self, control_url, key, base_url=""):
        self.url = urllib.parse.urlsplit(control_url)
        self.hot_url = urllib.parse.urlsplit(base_url)
        self.key = key
        self.created = {}
        self.ingested = ""

    def call(self, method, path, body=None, key=None):
        """One call with its retries: the last answer, or None when the connection failed."""
        attempt = 0
        while True:
            answer = self.try_once(method, path, body, key or self.key)
            if attempt == self.max_retries or not self.is_retried(answer):
                return answer
            wait_s = self.wait_before_retry(answer, attempt)
            if wait_s > self.longest_wait_s:
                return answer
            time.sleep(wait_s)
            attempt += 1

    def try_once(self, method, path, body, key):
        try:
            return self.exchange(method, path, body, key)
        except CONNECTION_ERRORS:
            return None

    def exchange(self, method, path, body, key):
        # A connection for each attempt: none is waited on that the plane has left.
        connection = self.connection_to_plane()
        try:
            return self.exchange_on(connection, method, path, body, key)
        finally:
            connection.close()

    def connection_to_plane(self):
        if self.url.scheme == "http":
            return http.client.HTTPConnection(self.url.netloc, timeout=self.timeout_s)
        import ssl  # takes longer to load than all the rest

        return http.client.HTTPSConnection(
            self.url.netloc, timeout=self.timeout_s, context=self.tls_context(ssl)
        )

    def tls_context(self, ssl):
        """Checks certificate and host against SSL_CERT_FILE, and presents its own if it has one."""
        context = ssl.create_default_context()
        if "FAUXPLANE_CLIENT_CERT" in os.environ:
            context.load_cert_chain(
                os.environ["FAUXPLANE_CLIENT_CERT"], os.environ["FAUXPLANE_CLIENT_KEY"]
            )
        return context

    def exchange_on(self, connection, method, path, body, key):
        headers = self.credential(key) | self.owner(path)
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, self.target(path), body, headers)
        return Answer(connection.getresponse())

    def credential(self, key):
        """What says who calls: a token to Memsy, a key to MemorySync."""
        if "MEMORYSYNC_BASE_URL" in os.environ:
            return {"X-API-Key": key}
        return {"Authorization": f"Bearer {key}"}

    def owner(self, path):
        """What says whose memories a call is about."""
        return {"X-End-User-ID": END_USER} if path.startswith(OWNED_PREFIX) else {}

    def target(self, path):
        hot = self.hot_url.path
        on_hot_path = self.hot_url.netloc and path.startswith(HOT_PREFIX + "/")
        return hot + path.removeprefix(HOT_PREFIX) if on_hot_path else self.url.path + path

    def is_retried(self, answer):
        return answer is not None and answer.status == 429 and not is_used_up(answer)

    def wait_before_retry(self, answer, attempt):
        asked_s = seconds_in(answer.headers.get_all("Retry-After", []))
        return self.backoff_s * 2**attempt if asked_s is None else asked_s

    def in_path(self, value):
        return urllib.parse.quote(value, safe="")

    def goes_on(self, answer):
        """Whether the next call is made; no answer keeps a good client from asking again."""
        return True

    def perform(self, text):
        """Makes the call that `text` describes, and remembers the key that it makes."""
        secret, method, path, body = parse_call(text)
        path = re.sub(r"\[(.*?)\]", lambda id_: self.in_path(self.id_of(id_[1])), path)
        if secret == "created":
            secret = self.created["raw_key"]
        if body is not None:
            body = body.replace("[ingested]", self.ingested)
        answer = self.call(method, path, body, secret)
        if answer is not None and answer.status < 300:
            self.remember(method, path, answer.json() or {})
        return answer

    def remember(self, method, path, made):
        if (method, path) == ("POST", "/keys"):
            self.created = made
        if (method, path) == ("POST", "/v1/ingest"):
            self.ingested = made["event_ids"][0]

    def id_of(self, name):
        return self.created["key_id"] if name == "created" else name


def is_used_up(answer):
    """Whether a 429 of MemorySync means the plan, which no retry makes larger."""
    detail = (answer.json() or {}).get("detail")
    return isinstance(detail, dict) and detail.get("error") == "limit_exceeded"


def seconds_in(values):
    """The seconds that the Retry-After headers ask for; None when they say nothing of use."""
    if len(values) != 1:
        return None
    try:
        seconds = float(values[0])
    except ValueError:
        return seconds_until(values[0])
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def seconds_until(date):
    try:
        left_s = parsedate_to_datetime(date).timestamp() - time.time()
    except (TypeError, ValueError):
        return None
    return left_s if left_s >= 0 else None


def parse_call(text):
    found = re.fullmatch(r"(?:as (\S+): )?([A-Z]+) (/.*?)(?: (\{.*\}))?", text)
    if found is None:
        raise SystemExit(f"no call: {text!r}")
    return found.groups()


def client_of(client_class):
    """A client of the service whose addresses stand in the environment."""
    if "MEMORYSYNC_BASE_URL" in os.environ:
        return client_class(os.environ["MEMORYSYNC_BASE_URL"], os.environ["MEMORYSYNC_API_KEY"])
    return client_class(
        os.environ["MEMSY_CONTROL_URL"], os.environ["MEMSY_API_KEY"], os.environ["MEMSY_BASE_URL"]
    )


def main(client_class, calls):
    # HTTP dates have no fraction and asctime has no zone: both are UTC.
    os.environ["TZ"] = "UTC"
    time.tzset()
    client = client_of(client_class)
    for text in calls:
        answer = client.perform(text)
        print(text, "->", "no answer" if answer is None else answer.status, flush=True)
        if not client.goes_on(answer):
            return


if __name__ == "__main__":
    main(Client, sys.argv[1:])
