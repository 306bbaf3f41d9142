"""Clients that break the contract, each in one way: what verdicts have to notice.

    bad_clients.py NAME CALL...

The calls are those of tests/support/well_behaved_client.py.
"""

import http.client
import json
import pathlib
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))

from well_behaved_client import Client, main  # noqa: E402

USAGE_HEADERS = [
    "X-Usage-ApiCalls",
    "X-Usage-ApiCalls-Limit",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
]


class Meek(Client):
    """Never tries again."""

    max_retries = 0


class Endless(Client):
    """Tries again more often than it may, though never at once."""

    max_retries = 8

    def wait_before_retry(self, answer, attempt):
        return 0.05


class Hasty(Client):
    """Tries again at once, whatever Retry-After says."""

    def wait_before_retry(self, answer, attempt):
        return 0


class Deaf(Client):
    """Waits its backoff, whatever Retry-After says."""

    def wait_before_retry(self, answer, attempt):
        return self.backoff_s * 2**attempt


class Steady(Client):
    """Waits its backoff, which does not grow."""

    def wait_before_retry(self, answer, attempt):
        return self.backoff_s


class Stubborn(Client):
    """Tries again after every failure, that of the connection included."""

    def is_retried(self, answer):
        return answer is None or answer.status >= 300

    def wait_before_retry(self, answer, attempt):
        return 0.05


class Impatient(Stubborn):
    """Gives an attempt a tenth of a second, and asks again."""

    timeout_s = 0.1


class Trusting(Client):
    """Follows every redirect with all that it was sent with, the key included."""

    redirects_max = 60

    def exchange(self, method, path, body, key):
        answer = super().exchange(method, path, body, key)
        own_url = self.url
        for _ in range(self.redirects_max):
            if answer.status // 100 != 3:
                break
            target = urllib.parse.urljoin(self.url.geturl(), answer.headers["Location"])
            self.url = urllib.parse.urlsplit(target)
            answer = super().exchange(method, "", body, key)
        self.url = own_url
        return answer


class Rewriting(Client):
    """Follows a redirect within the origin with GET and without the body."""

    def exchange(self, method, path, body, key):
        answer = super().exchange(method, path, body, key)
        return answer if answer.status // 100 != 3 else super().exchange("GET", path, None, key)


class Distrustful(Client):
    """Asks again when a body is no JSON."""

    def is_retried(self, answer):
        return answer is not None and answer.json() is None


class TopReader(Client):
    """Believes a code at the top of the body instead of the status."""

    def is_retried(self, answer):
        return answer is not None and self.code_in(answer.json() or {}) in (
            "rate_limit_exceeded",
            "usage_limit_exceeded",
        )

    def code_in(self, body):
        return body.get("error")


class DetailReader(TopReader):
    """Believes a code under detail instead of the status."""

    def code_in(self, body):
        detail = body.get("detail")
        return detail.get("error") if isinstance(detail, dict) else None


class Forgetful(Client):
    """Leaves the body out when it tries again."""

    def try_once(self, method, path, body, key):
        answer = super().try_once(method, path, body if self.is_first else "{}", key)
        self.is_first = False
        return answer

    def call(self, *arguments):
        self.is_first = True
        return super().call(*arguments)


class Resigned(Client):
    """Asks no more after a refusal, or when no call remains."""

    max_retries = 0

    def goes_on(self, answer):
        if answer is None or answer.status >= 300:
            return False
        return answer.headers.get("X-RateLimit-Remaining") != "0"


class Strict(Client):
    """Dies of usage headers that are not one number each, not below zero."""

    def goes_on(self, answer):
        return all(
            len(values) == 1 and values[0].isdigit()
            for values in (answer.headers.get_all(name, []) for name in USAGE_HEADERS)
        )


class Loose(Client):
    """Puts ids into the path as they are, but for what no request can hold."""

    def in_path(self, value):
        return value.replace(" ", "%20")


class Renaming(Client):
    """Puts a number into each event, so that none is known again."""

    count = 0

    def exchange(self, method, path, body, key):
        self.count += 1
        body = body and body.replace('"session_id": "s-1"', f'"session_id": "s-{self.count}"')
        return super().exchange(method, path, body, key)


class Rewording(Client):
    """Puts a number into each text, so that none is known again."""

    count = 0

    def exchange(self, method, path, body, key):
        self.count += 1
        body = body and body.replace('"text": "', f'"text": "{self.count}: ')
        return super().exchange(method, path, body, key)


class Hopeful(Client):
    """Takes a plan that is used up for a rate limit."""

    def is_retried(self, answer):
        return answer is not None and answer.status == 429

    def wait_before_retry(self, answer, attempt):
        return 0.05


class Insistent(Client):
    """Asks again until a success says more than that it is one."""

    def is_retried(self, answer):
        body = (answer and answer.json()) or {}
        return "skipped" in (body.get("status"), body.get("processing_status")) or body in (
            {"status": "ok"},
            {"memories": []},
        )

    def wait_before_retry(self, answer, attempt):
        return 0.05


class FallingBack(Client):
    """Asks what a recall did not find once more, as a query."""

    def call(self, method, path, body=None, key=None):
        answer = super().call(method, path, body, key)
        if path == "/v1/memory/recall" and not (answer.json() or {}).get("context"):
            return super().call(method, "/v1/memory/query", body, key)
        return answer


class Splitting(Client):
    """Sends each item of a batch by itself."""

    def call(self, method, path, body=None, key=None):
        if path != "/memory/batch":
            return super().call(method, path, body, key)
        for item in json.loads(body)["items"]:
            answer = super().call(method, path, json.dumps({"items": [item]}), key)
        return answer


class OneShaped(Stubborn):
    """Finds no error where the code of the commonest shape is not, and tries again."""

    def is_retried(self, answer):
        body = (answer and answer.json()) or {}
        return super().is_retried(answer) and not isinstance(body.get("error"), dict)


class Ownerless(Client):
    """Does not say whose memories it asks for."""

    def owner(self, path):
        return {}


class Bodiless(Client):
    """Sends DELETE without its body."""

    def exchange(self, method, path, body, key):
        return super().exchange(method, path, None if method == "DELETE" else body, key)


class Purging(Client):
    """Erases the account to forget a memory."""

    def call(self, method, path, body=None, key=None):
        if path == "/memory/forget":
            return super().call(method, "/memory/user/purge", None, key)
        return super().call(method, path, body, key)


class Resending(Client):
    """Sends its event again whenever it asks what became of it."""

    sent = None

    def call(self, method, path, body=None, key=None):
        if path == "/v1/ingest":
            self.sent = body
        if path == "/v1/status":
            super().call(method, "/v1/ingest", self.sent, key)
        return super().call(method, path, body, key)


class OnePage(Client):
    """Asks for the first page for ever."""

    def call(self, method, path, *others):
        return super().call(method, path.split("&offset=")[0], *others)


class Credulous(Client):
    """Takes any certificate."""

    def tls_context(self, ssl):
        context = super().tls_context(ssl)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context


class HostBlind(Client):
    """Takes any certificate of a CA it trusts, whosever it is."""

    def tls_context(self, ssl):
        context = super().tls_context(ssl)
        context.check_hostname = False
        return context


class Distant(Client):
    """Trusts none of the CAs it was given."""

    def tls_context(self, ssl):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Anonymous(Client):
    """Presents no certificate."""

    def tls_context(self, ssl):
        return ssl.create_default_context()


class OneConnection(Client):
    """Keeps its first connection and does not notice that it has ended."""

    connection = None

    def exchange(self, method, path, body, key):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.url.netloc, timeout=self.timeout_s)
            self.connection.connect()
            self.connection.auto_open = 0
        socket = self.connection.sock
        answer = self.exchange_on(self.connection, method, path, body, key)
        self.connection.sock = socket
        return answer


if __name__ == "__main__":
    main(globals()[sys.argv[1]], sys.argv[2:])
