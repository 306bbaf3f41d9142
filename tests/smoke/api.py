"""One base URL, called as any client calls it, and the check of what comes back."""
import http.client
import json
import sys
from urllib.parse import urlencode, urlsplit


class Api:
    """`headers` go with every request."""

    def __init__(self, base_url, headers):
        self.url, self.headers = urlsplit(base_url), headers

    def with_headers(self, headers):
        return Api(self.url.geturl(), headers)

    def call(self, method, path, body=None, **query):
        connection = http.client.HTTPConnection(self.url.netloc, timeout=10)
        kind = {} if body is None else {"Content-Type": "application/json"}
        target = self.url.path + path + ("?" + urlencode(query) if query else "")
        connection.request(method, target, None if body is None else json.dumps(body), {**self.headers, **kind})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        print(f"{answer.status} {method} {target}")
        return answer.status, json.loads(text) if text else None

    def want(self, status, method, path, body=None, **query):
        """The value of an answer that has this status."""
        got, value = self.call(method, path, body, **query)
        check(got == status, f"{method} {path} answered {got}, not {status}: {value}")
        return value

    def get(self, path, **query):
        return self.want(200, "GET", path, **query)

    def post(self, path, body, status=200):
        return self.want(status, "POST", path, body)


def check(is_true, otherwise):
    if not is_true:
        sys.exit(f"smoke: {otherwise}")
