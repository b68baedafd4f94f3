"""Where a request may go: addresses checked, redirects walked by hand, proxies chosen, secrets kept to their origin."""

from __future__ import annotations

import base64
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from core.models.trouble import Trouble
from core.words.errors import Refused
from core.words.safe_text import visible

_PORTS = {"http": 80, "https": 443}
_ADDRESS_MAX = 16_384
# Characters that may stand in an address as they are; everything else is written as %XX.
_SAFE = "%/:?#[]@!$&'()*+,;=-._~"
_BYPASS = ("NO_PROXY", "no_proxy")


@dataclass(frozen=True, slots=True)
class Address:
    """One HTTP address, checked. `path` holds the query too."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        return self.origin + self.path

    @property
    def is_loopback(self) -> bool:
        return is_loopback(self.host)


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy to go through; `headers` hold what it asks for."""

    host: str
    port: int
    headers: Mapping[str, str]


def first_address(url: str) -> Address:
    """Check an address that a person or the map names; raise Refused with the reason."""
    try:
        return _address(url)
    except Trouble as trouble:
        raise Refused(f"{visible(shown(url))} cannot be used: {trouble}",
                      hint="an address begins with https:// and holds no name or password") from trouble


def next_address(now: Address, location: str | None) -> Address:
    """Return where a redirect leads; raise Trouble when it leads where no request of ours goes."""
    if not location:
        raise Trouble(f"{now.host} redirects to nowhere", again=False)
    try:
        following = _address(urljoin(now.url, location))
    except Trouble as trouble:
        raise Trouble(f"{now.host} redirects to {visible(shown(location))}: {trouble}", again=False) from trouble
    except ValueError as error:
        raise Trouble(f"{now.host} redirects to something that is no address", again=False) from error
    if now.scheme == "https" and following.scheme == "http":
        raise Trouble(f"{now.host} redirects to {following.origin}, which is not encrypted", again=False)
    return following


def is_loopback(host: str) -> bool:
    """True for this machine itself."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shown(url: str) -> str:
    """Return an address without what may be secret in it: name, password and query."""
    return re.sub(r"//[^/@?#]*@", "//", re.sub(r"[?#].*", "", url, flags=re.DOTALL))[:200]


def _address(url: str) -> Address:
    if len(url) > _ADDRESS_MAX or any(ord(char) < 33 or ord(char) == 127 for char in url.strip()):
        raise Trouble("it is too long or holds characters that no address has", again=False)
    try:
        parts = urlsplit(quote(url.strip(), safe=_SAFE) if not url.isascii() else url.strip())
        port = parts.port
    except ValueError as error:
        raise Trouble("it is no address", again=False) from error
    if parts.scheme not in _PORTS:
        raise Trouble(f"{visible(parts.scheme)[:20] or 'it'} is not https", again=False)
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise Trouble("it holds a name or a password", again=False)
    host = _host(parts)
    if parts.scheme == "http" and not is_loopback(host):
        raise Trouble("it is not encrypted (http, not https)", again=False)
    path = quote(parts.path or "/", safe=_SAFE.replace("?", "").replace("#", ""))
    return Address(parts.scheme, host, port or _PORTS[parts.scheme], path + (f"?{parts.query}" if parts.query else ""))


def _host(parts: SplitResult) -> str:
    try:
        host = unquote(parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
    except UnicodeError as error:
        raise Trouble("its host is no name", again=False) from error
    if not re.fullmatch(r"[A-Za-z0-9._:\-]{1,253}", host):
        raise Trouble("it names no host", again=False)
    return host


def proxy_for(address: Address, environ: Mapping[str, str]) -> Proxy | None:
    """Return the proxy that the environment asks for, as curl reads it; raise Refused when it cannot be used."""
    names = (f"{address.scheme}_proxy", f"{address.scheme}_proxy".upper(), "all_proxy", "ALL_PROXY")
    # HTTP_PROXY in capitals can be set by a web server's client; nothing of ours runs there, and people use it.
    text = next((environ[name].strip() for name in names if environ.get(name, "").strip()), "")
    if not text or _bypassed(address, next((environ[name] for name in _BYPASS if environ.get(name)), "")):
        return None
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname, parts.port or 8080
    except ValueError:
        host, port, parts = None, 0, urlsplit("")
    if parts.scheme != "http" or not host:
        raise Refused(f"the proxy {visible(shown(text))} cannot be used: only http:// proxies are",
                      hint="set HTTPS_PROXY to http://HOST:PORT, or unset it; NO_PROXY names hosts to reach directly")
    headers = {}
    if parts.username is not None:
        words = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        headers["Proxy-Authorization"] = "Basic " + base64.b64encode(words).decode()
    return Proxy(host, port, headers)


def _bypassed(address: Address, listed: str) -> bool:
    """True when NO_PROXY names the host, its domain, its network, or everything."""
    for entry in (word.strip().lower() for word in listed.split(",")):
        name, _, port = entry.partition(":") if entry.count(":") == 1 else (entry, "", "")
        if not name or (port and port != str(address.port)):
            continue
        name = name.removeprefix("*.").strip("[]").lstrip(".")
        if entry == "*" or address.host.lower() == name or address.host.lower().endswith(f".{name}"):
            return True
        try:
            if ipaddress.ip_address(address.host) in ipaddress.ip_network(name, strict=False):
                return True
        except ValueError:
            continue
    return False
