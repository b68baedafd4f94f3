"""One answer of a web server: asked for with redirects walked by hand, read with every size and wait bounded."""

from __future__ import annotations

import contextlib
import errno
import http.client
import io
import math
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import truststore

from core import VERSION
from core.models.trouble import Trouble
from core.models.web_address import Address, Proxy, first_address, next_address, proxy_for
from core.words.errors import DiskError, NetworkError
from core.words.failing import if_it_fails

BLOCK_BYTES = 256 * 1024
# What waits in the system's buffer is lost with the program. A server that is near needs no large one.
_NEAR_SECONDS, _NEAR_BUFFER_BYTES = 0.005, 256 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_TOO_MANY_FILES = (errno.EMFILE, errno.ENFILE)
_OFFLINE = ("LUCIFER_OFFLINE", "HF_HUB_OFFLINE")
_TICK_SECONDS = 1.0
# Less than this within `stall_seconds` is no transfer.
_STALL_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a server may take, and how often it may send us on."""

    connect_seconds: float = 10.0
    head_seconds: float = 30.0
    stall_seconds: float = 30.0
    redirects: int = 10


@dataclass(frozen=True, slots=True)
class Linked:
    """What the first server of a chain says about the file it redirects to; digest only if it is a SHA-256."""

    sha256: str | None = None
    size_bytes: int | None = None


class Transfer:
    """Asks web servers. `token` gives the secret for an origin such as "https://huggingface.co", or None."""

    def __init__(self, token: Callable[[str], str | None], environ: Mapping[str, str],
                 limits: Limits | None = None) -> None:
        self._token = token
        self._environ = environ
        self._limits = limits or Limits()
        self._context: ssl.SSLContext | None = None

    def open(self, url: str, *, start: int = 0, end: int | None = None, if_range: str | None = None,
             on_linked: Callable[[Linked], None] | None = None, sharers: int = 1) -> Answer:
        """Ask for a file from byte `start` (to before `end`) and return the answer after all redirects.

        `on_linked` hears what the first server says of the file, before the second one is asked for it. `sharers` is
        how many connections at once may be fetching the file.
        Raise Trouble for what goes wrong on the way, Refused for an address that must not be asked at all.
        """
        address = first_address(url)
        if offline := next((name for name in _OFFLINE if _is_on(self._environ.get(name, ""))), None):
            raise NetworkError(f"LuciferAI is offline ({offline} is set): nothing is fetched from {address.host}",
                               hint=f"unset {offline} to go online")
        headers = {"User-Agent": f"luciferai/{VERSION}", "Accept": "*/*", "Accept-Encoding": "identity",
                   "Connection": "close"}
        if start or end is not None:
            headers["Range"] = f"bytes={start}-{'' if end is None else end - 1}"
            if if_range:
                headers["If-Range"] = if_range
        seen: set[str] = set()
        while address.url not in seen and len(seen) <= self._limits.redirects:
            seen.add(address.url)
            answer = self._ask(address, headers, _NEAR_BUFFER_BYTES // sharers)
            linked = _linked(answer)
            if on_linked and linked:
                on_linked(linked)
            if answer.status not in _REDIRECTS:
                return answer
            answer.close()
            address = next_address(address, answer.header("Location"))
        raise Trouble(f"{address.host} redirects in a circle" if address.url in seen else
                      f"{first_address(url).host} redirects more than {self._limits.redirects} times", again=False)

    def read_range(self, url: str, start: int, end: int) -> bytes:
        """Return the bytes from `start` to before `end`, fewer at the file's end; raise NetworkError otherwise."""
        try:
            with self.open(url, start=start, end=end) as answer:
                if answer.status == 416:
                    return b""
                if answer.status != 206 or answer.content_range[0] != start:
                    raise Trouble(f"{answer.host} cannot send a part of a file (status {answer.status})", again=False)
                content = bytearray()
                while len(content) < end - start and (block := answer.read(end - start - len(content))) != b"":
                    content += block or b""
                return bytes(content)
        except Trouble as trouble:
            raise NetworkError(str(trouble), hint=trouble.hint) from trouble

    def _ask(self, address: Address, headers: Mapping[str, str], near_buffer_bytes: int) -> Answer:
        proxy = proxy_for(address, self._environ)
        headers = {**headers, **self._secret(address, proxy)}
        through = f"the proxy {proxy.host}:{proxy.port}" if proxy else address.host
        with troubles(through):
            connection = self._connection(address, proxy)
            with if_it_fails(connection.close):
                begun = time.monotonic()
                connection.connect()
                if address.is_loopback or time.monotonic() - begun < _NEAR_SECONDS:
                    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, near_buffer_bytes)
                target = address.url if proxy and address.scheme == "http" else address.path
                connection.putrequest("GET", target, skip_accept_encoding=True)
                for name, value in headers.items():
                    connection.putheader(name, value)
                connection.endheaders()
                wire = _Wire(connection.sock, self._limits)
                response = http.client.HTTPResponse(wire, method="GET")  # type: ignore[arg-type]
                response.begin()
        return Answer(address, connection, wire, response)

    def _secret(self, address: Address, proxy: Proxy | None) -> dict[str, str]:
        """Return the headers that no other origin may see; over plain HTTP a proxy would see them, so none then."""
        if proxy and address.scheme == "http":
            return dict(proxy.headers)
        token = self._token(address.origin)
        if not token:
            return {}
        if not re.fullmatch(r"[\x21-\x7e]{1,4096}", token):
            raise Trouble("the token for this host holds characters that no token has", again=False,
                          hint="set HF_TOKEN again")
        return {"Authorization": f"Bearer {token}"}

    def _connection(self, address: Address, proxy: Proxy | None) -> http.client.HTTPConnection:
        host, port = (proxy.host, proxy.port) if proxy else (address.host, address.port)
        if address.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=self._limits.connect_seconds)
        connection = http.client.HTTPSConnection(host, port, timeout=self._limits.connect_seconds,
                                                 context=self._tls())
        if proxy:
            connection.set_tunnel(address.host, address.port, dict(proxy.headers))
        return connection

    def _tls(self) -> ssl.SSLContext:
        """Return whom to trust: what the environment names, else what the system trusts."""
        if self._context is None:
            file, folder = self._environ.get("SSL_CERT_FILE"), self._environ.get("SSL_CERT_DIR")
            try:
                self._context = (ssl.create_default_context(cafile=file or None, capath=folder or None)
                                 if file or folder else truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
            except OSError as error:
                raise Trouble(f"SSL_CERT_FILE or SSL_CERT_DIR cannot be read: {error.strerror}", again=False) from error
        return self._context


class Answer:
    """The head of an answer, and its body block by block."""

    def __init__(self, address: Address, connection: http.client.HTTPConnection, wire: _Wire,
                 response: http.client.HTTPResponse) -> None:
        self.host = address.host
        self.status = response.status
        self._connection, self._response, self._socket = connection, response, connection.sock
        # Chunk sizes are read line by line; a line half read would be lost at a tick.
        wire.begin_body(ticking=not response.chunked)

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def header(self, name: str) -> str | None:
        return self._response.getheader(name)

    @property
    def etag(self) -> str | None:
        """The name of this version of the file, if the server vouches for every byte of it (no weak tag)."""
        tag = (self.header("ETag") or "").strip()
        return tag if re.fullmatch(r'"[\x21\x23-\x7e]{1,256}"', tag) else None

    @property
    def length(self) -> int | None:
        """How many body bytes are announced."""
        return _whole(self.header("Content-Length"))

    @property
    def content_range(self) -> tuple[int, int, int | None]:
        """Start, end (not included) and total of a partial answer; raise Trouble when they make no sense."""
        match = re.fullmatch(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", (self.header("Content-Range") or "").strip())
        if not match or int(match[2]) < int(match[1]):
            raise Trouble(f"{self.host} sends a part of the file without saying which", broken=True)
        return int(match[1]), int(match[2]) + 1, None if match[3] == "*" else int(match[3])

    @property
    def total_beyond(self) -> int | None:
        """Of a refusal to send beyond the end: how long the file is."""
        match = re.fullmatch(r"bytes \*/(\d{1,18})", (self.header("Content-Range") or "").strip())
        return int(match[1]) if match else None

    def read(self, count: int = BLOCK_BYTES) -> bytes | None:
        """Return the next bytes, b"" at the end, None when a second passed without any; raise Trouble on a stall."""
        try:
            with troubles(self.host):
                return self._response.read1(min(count, BLOCK_BYTES))
        except _Tick:
            return None

    def abort(self) -> None:
        """End the connection from another thread: whoever reads gets no more."""
        with contextlib.suppress(OSError):
            # Of the socket below TLS: the reading thread may be in the midst of TLS.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        self._connection.close()
        self._response.close()


class _Tick(Exception):
    """A second passed without a byte."""


class _Wire(io.RawIOBase):
    """A connection's bytes under two deadlines: the head as a whole, and the body's slowest allowed pace."""

    def __init__(self, connection: socket.socket, limits: Limits) -> None:
        self._socket = connection
        self._stall_seconds = limits.stall_seconds
        self._deadline = time.monotonic() + limits.head_seconds
        self._ticking = False
        self._got = 0

    def makefile(self, mode: str) -> io.BufferedReader:
        """What http.client asks of a connection."""
        assert mode == "rb"
        return io.BufferedReader(self, 64 * 1024)

    def begin_body(self, *, ticking: bool) -> None:
        self._ticking = ticking
        self._deadline, self._got = time.monotonic() + self._stall_seconds, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(min(left, _TICK_SECONDS) if self._ticking else left)
        try:
            count = self._socket.recv_into(buffer)  # type: ignore[arg-type]
        except TimeoutError:
            if self._ticking and time.monotonic() < self._deadline:
                raise _Tick from None
            raise
        self._got += count
        if self._got >= _STALL_BYTES and self._deadline != math.inf:
            self._deadline, self._got = time.monotonic() + self._stall_seconds, 0
        return count


@contextlib.contextmanager
def troubles(host: str) -> Iterator[None]:
    """Turn everything that a connection can do to us into one sentence."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Trouble(f"{host} shows a certificate that is not valid for it ({error.verify_message})", again=False,
                      hint="a company's own certificate goes into SSL_CERT_FILE") from error
    except ssl.SSLError as error:
        raise Trouble(f"{host} does not speak TLS as it should") from error
    except TimeoutError as error:
        raise Trouble(f"{host} does not answer, or sends too little to go on") from error
    except socket.gaierror as error:
        raise Trouble(f"the name {host} is not known to the network") from error
    except ConnectionRefusedError as error:
        raise Trouble(f"{host} accepts no connection") from error
    except (http.client.RemoteDisconnected, http.client.IncompleteRead, ConnectionError) as error:
        raise Trouble(f"{host} broke off the connection") from error
    except (http.client.HTTPException, ValueError) as error:
        raise Trouble(f"{host} does not speak HTTP as it should") from error
    except OSError as error:
        if error.errno in _TOO_MANY_FILES:
            raise DiskError("this process may open no more files", hint="raise the limit: ulimit -n 256") from error
        raise Trouble(f"{host} cannot be reached: {error.strerror or error}") from error


def _linked(answer: Answer) -> Linked | None:
    """Return what a hub says of the file behind its redirect; a git digest of 40 digits is no SHA-256."""
    tag = (answer.header("X-Linked-ETag") or "").strip().strip('"').lower()
    size = _whole(answer.header("X-Linked-Size"))
    digest = tag if re.fullmatch(r"[0-9a-f]{64}", tag) else None
    return Linked(digest, size) if digest or size is not None else None


def _is_on(text: str) -> bool:
    return text.strip().lower() not in ("", "0", "false", "no", "off")


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,18}", text.strip()) else None
