"""Reads one answer of HTTP/1.1, strictly: half an answer is none (RFC 9112, 2 to 8).

http.client would take a head that breaks off for a whole one, one of two lengths, and a chunk
without its end.
"""

import dataclasses
import re
import zlib

from .headers import Headers

HEAD_MAX = 256 * 1024
BODY_MAX = 64 * 1024 * 1024
INTERIM_MAX = 100  # answers 1xx before the one that counts

_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9]{2})(?: [^\r\n\0]*)?")
_HEADER_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\0]*?)[ \t]*")
_CHUNK_LINE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n\0]*)?")


class WireError(Exception):
    """What came is no whole answer."""


@dataclasses.dataclass
class Answer:
    status: int
    headers: Headers
    body: bytes
    keeps_connection: bool


class Reader:
    """Takes bytes from `receive(limit)`, which gives none at the end of the stream."""

    def __init__(self, receive):
        self.receive = receive
        self.rest = b""

    def more(self):
        received = self.receive(65536)
        self.rest += received
        return len(received) > 0

    def line(self, limit=HEAD_MAX):
        while b"\n" not in self.rest:
            if len(self.rest) > limit:
                raise WireError("the head of the answer is too long")
            if b"\r" in self.rest[:-1]:  # or one would wait for the line's end until the timeout
                raise WireError("a line of the answer does not end as it should")
            if not self.more():
                raise WireError("the connection ended inside the answer" if self.rest else _NOTHING)
        line, self.rest = self.rest.split(b"\n", 1)
        return line[:-1] if line.endswith(b"\r") else line

    def exactly(self, length):
        parts, missing = [], length
        while missing > 0:
            if not self.rest and not self.more():
                raise WireError("the connection ended inside the body")
            parts.append(self.rest[:missing])
            missing -= len(parts[-1])
            self.rest = self.rest[len(parts[-1]) :]
        return b"".join(parts)

    def until_end(self):
        parts, length = [], 0
        while self.rest or self.more():
            parts.append(self.rest)
            length += len(self.rest)
            self.rest = b""
            if length > BODY_MAX:
                raise WireError("the body is too long")
        return b"".join(parts)


_NOTHING = "the connection ended where the answer was to go on"


def read_answer(reader):
    for _ in range(INTERIM_MAX):
        version, status, headers = _read_head(reader)
        if status == 101:
            raise WireError("the server changes to a protocol that was not asked for")
        if status >= 200:
            body, is_framed = _read_body(reader, status, headers)
            options = ",".join(headers.all("Connection")).lower().replace(" ", "").split(",")
            keeps = version == 1 and is_framed and "close" not in options and not reader.rest
            return Answer(status, headers, _decoded(body, headers), keeps)
    raise WireError("too many interim answers")


def _read_head(reader):
    found = _STATUS_LINE.fullmatch(reader.line())
    if found is None:
        raise WireError("what came does not begin like HTTP/1.1")
    lines, length = [], 0
    while line := reader.line():
        length += len(line)
        if length > HEAD_MAX:
            raise WireError("the head of the answer is too long")
        if line[:1] in (b" ", b"\t") and lines:  # a line that goes on, of old
            lines[-1] = (lines[-1][0], f"{lines[-1][1]} {line.strip().decode('latin-1')}".strip())
            continue
        header = _HEADER_LINE.fullmatch(line)
        if header is None:
            raise WireError("a line of the head is no header")
        lines.append((header[1].decode(), header[2].decode("latin-1")))
    return int(found[1]), int(found[2]), Headers(lines)


def _read_body(reader, status, headers):
    """The body, and whether one can tell where it ends without the end of the connection."""
    if status in (204, 304):
        return b"", True
    encodings, lengths = headers.all("Transfer-Encoding"), headers.all("Content-Length")
    if encodings:
        if lengths or [each.lower() for each in encodings] != ["chunked"]:
            raise WireError("the length of the body is told in two ways, or in an unknown one")
        return _read_chunks(reader), True
    if not lengths:
        return reader.until_end(), False
    if len(lengths) > 1 or not re.fullmatch("[0-9]{1,15}", lengths[0]):
        raise WireError("Content-Length is not one number")
    if int(lengths[0]) > BODY_MAX:
        raise WireError("the body is too long")
    return reader.exactly(int(lengths[0])), True


def _read_chunks(reader):
    chunks, length = [], 0
    while True:
        found = _CHUNK_LINE.fullmatch(reader.line())
        if found is None:
            raise WireError("a chunk does not begin with its length")
        size = int(found[1], 16)
        if size == 0:
            break
        length += size
        if length > BODY_MAX:
            raise WireError("the body is too long")
        chunks.append(reader.exactly(size))
        if reader.exactly(2) != b"\r\n":
            raise WireError("a chunk does not end where it should")
    while reader.line():  # trailers
        pass
    return b"".join(chunks)


def _decoded(body, headers):
    """We ask for no coding; a proxy may compress all the same."""
    codings = ",".join(headers.all("Content-Encoding")).lower().replace(" ", "")
    if codings in ("", "identity") or not body:
        return body
    if codings not in ("gzip", "x-gzip", "deflate"):
        raise WireError("the body is in a coding that was not asked for")
    inflate = zlib.decompressobj(wbits=47)  # gzip or zlib
    try:
        plain = inflate.decompress(body, BODY_MAX)
    except zlib.error as error:
        raise WireError("the body is not compressed as it says") from error
    if not inflate.eof:
        raise WireError("the compressed body breaks off, or is too long")
    return plain
