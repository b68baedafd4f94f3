"""The model hub: names, sizes and digests of what lies there. Bytes are fetched by model_download.

Only this file knows huggingface_hub. Its calls go through a client of ours: no retry, every answer bounded in size and
time, redirects walked by hand, and nothing sent in clear.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import httpx2
from huggingface_hub import HfApi, set_client_factory
from huggingface_hub.errors import HFValidationError

from core.models.listing import Listing, RemoteFile
from core.words.errors import LuciferError, NetworkError, Refused, UnknownModel, UsageError
from core.words.safe_text import safe_line, visible

PUBLIC_HUB = "https://huggingface.co"
_CONNECT_SECONDS = 10.0
_ANSWER_SECONDS = 30.0
_ANSWER_BYTES_MAX = 32_000_000
_REDIRECTS_MAX = 5
_FILES_MAX = 20_000
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_ON = ("1", "true", "yes", "on")

TokenFor = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Found:
    """A repository that a search found. `license` and `parameters` are None where the hub does not state them."""

    repo: str
    downloads: int
    likes: int
    gated: bool
    license: str | None = None
    parameters: int | None = None


class Hub:
    """One hub. `token` gives the secret for an address, or None; it is asked for the endpoint's own address only."""

    def __init__(self, endpoint: str, token: TokenFor, offline: bool) -> None:
        self.endpoint = checked_endpoint(endpoint)
        self._token = token
        self._offline = offline
        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
        set_client_factory(_Client)

    def files(self, repo: str, revision: str | None = None) -> Listing:
        """Return what a repository holds now, or at a revision; raise NetworkError in one line."""
        with self._talking(repo, revision) as api:
            info = api.model_info(repo, revision=revision, timeout=_CONNECT_SECONDS, files_metadata=True)
            if not isinstance(info.sha, str) or not re.fullmatch(r"[0-9a-f]{40}", info.sha):
                raise ValueError("no commit")
            files = tuple(_remote_file(sibling) for sibling in (info.siblings or ())[:_FILES_MAX])
            license_ = info.card_data.get("license") if info.card_data else None
            return Listing(repo, info.sha, files, license_ if isinstance(license_, str) else None, bool(info.gated))

    def search(self, words: str, limit: int = 20) -> list[Found]:
        """Return the repositories with GGUF files that the hub finds for the words, most downloaded first."""
        with self._talking() as api:
            found = api.list_models(search=words, filter="gguf", sort="downloads", limit=limit,
                                    expand=["downloads", "likes", "gated", "tags", "gguf"])
            return [_found(info) for _, info in zip(range(limit), found, strict=False)]

    def url(self, repo: str, filename: str, revision: str | None = None) -> str:
        """Return the address of a file's bytes."""
        return f"{self.endpoint}/{repo}/resolve/{quote(revision or 'main', safe='')}/{quote(filename)}"

    @contextmanager
    def _talking(self, repo: str = "", revision: str | None = None) -> Iterator[HfApi]:
        """Hand out the client; turn whatever goes wrong into one line."""
        host = urlsplit(self.endpoint).netloc
        if self._offline:
            raise NetworkError(f"offline: {host} is not asked",
                               hint="unset LUCIFER_OFFLINE and HF_HUB_OFFLINE, or type `config set offline off`")
        token = self._token(self.endpoint)
        try:
            yield HfApi(endpoint=self.endpoint, token=token or False, library_name="luciferai")
        except _Answer as answer:
            raise _said(answer, host, self.endpoint, repo, revision, bool(token)) from None
        except LuciferError:
            raise
        except HFValidationError as error:
            raise UsageError(f"{visible(repo[:80])!r} cannot be a repository", hint="write owner/name") from error
        except httpx2.InvalidURL as error:
            raise NetworkError(f"cannot reach {host}: {_reason(error)}", hint="check the proxy's address") from error
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise NetworkError(f"{host} did not answer as a hub does",
                               hint="a login page of the network may be in the way; open a web page first") from error


def endpoint_of(environ: Mapping[str, str]) -> str:
    """Return the hub's address: LUCIFER_ENDPOINT, else HF_ENDPOINT, else the public one."""
    return (environ.get("LUCIFER_ENDPOINT") or environ.get("HF_ENDPOINT") or PUBLIC_HUB).strip().rstrip("/")


def is_offline(environ: Mapping[str, str]) -> bool:
    """Say whether the person forbade every network call."""
    return any(environ.get(name, "").strip().lower() in _ON for name in ("LUCIFER_OFFLINE", "HF_HUB_OFFLINE"))


def token_of(environ: Mapping[str, str], stored: Callable[[], str | None] = lambda: None) -> TokenFor:
    """Return a function that gives HF_TOKEN, else the stored token, for addresses of the endpoint's origin alone."""
    origin = _origin(endpoint_of(environ))
    return lambda url: (environ.get("HF_TOKEN", "").strip() or stored() or None) if _origin(url) == origin else None


def checked_endpoint(endpoint: str) -> str:
    """Return a hub's address if it may be used; only loopback is spoken to in clear."""
    parts = urlsplit(endpoint)
    if parts.username is not None or parts.password is not None:
        raise Refused("the hub's address must not hold a name or password", hint="set HF_TOKEN in its place")
    if not parts.hostname or not _is_private(parts.scheme, parts.hostname):
        raise UsageError(f"{visible(endpoint[:80])!r} cannot be the hub's address",
                         hint="LUCIFER_ENDPOINT and HF_ENDPOINT begin with https://")
    return endpoint.rstrip("/")


class _Answer(Exception):
    """An answer other than 2xx."""

    def __init__(self, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(status)
        self.status = status
        self.code = headers.get("x-error-code", "")
        self.wait = headers.get("retry-after", "")


class _Client(httpx2.Client):
    """A client that reads no more, and waits no longer, than an answer about files can take."""

    def __init__(self) -> None:
        super().__init__(timeout=_CONNECT_SECONDS, headers={"Accept-Encoding": "identity"})

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:  # noqa: ANN401 - as httpx2 has it
        host = request.url.netloc.decode()
        request.headers["User-Agent"] = "luciferai"
        try:
            return self._follow(request, {**options, "stream": True, "follow_redirects": False})
        except httpx2.TimeoutException as error:
            raise NetworkError(f"{host} did not answer in time", hint="try again later") from error
        except httpx2.HTTPError as error:
            raise NetworkError(f"cannot reach {host}: {_reason(error)}", hint="is this machine connected?") from error

    def _follow(self, request: httpx2.Request, options: dict[str, Any]) -> httpx2.Response:
        deadline = time.monotonic() + _ANSWER_SECONDS
        for _ in range(_REDIRECTS_MAX + 1):
            response = super().send(request, **options)
            try:
                if response.next_request is None:
                    return _whole(response, deadline)
                request = response.next_request
            finally:
                response.close()
            if not _is_private(request.url.scheme, request.url.host):
                raise NetworkError(f"{response.url.host} sends on to {visible(str(request.url)[:80])}",
                                   hint="that is not safe: only https:// is used")
        raise NetworkError(f"{request.url.host} sends on and on", hint="check LUCIFER_ENDPOINT")


def _reason(error: Exception) -> str:
    return safe_line(str(error).splitlines()[0][:160]) if str(error) else type(error).__name__


def _whole(response: httpx2.Response, deadline: float) -> httpx2.Response:
    """Read an answer within its bounds."""
    host = response.url.host
    if response.status_code >= 300:
        raise _Answer(response.status_code, response.headers)
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise NetworkError(f"{host} answers compressed, though asked not to")
    content = bytearray()
    for piece in response.iter_raw():
        content += piece
        if len(content) > _ANSWER_BYTES_MAX:
            raise NetworkError(f"{host} answers with far too much")
        if time.monotonic() > deadline:
            raise NetworkError(f"{host} did not answer in time", hint="try again later")
    return httpx2.Response(response.status_code, headers=response.headers, content=bytes(content),
                           request=response.request)


def _said(answer: _Answer, host: str, endpoint: str, repo: str, revision: str | None, with_token: bool) -> LuciferError:
    """Say in a person's words what the hub answered."""
    page = f"{endpoint}/{repo}"
    who = repo or host
    if answer.code == "GatedRepo" or (answer.status == 403 and repo):
        then = "with the account of your token" if with_token else "then set HF_TOKEN to a token of your account"
        return NetworkError(f"{who} asks for its terms to be accepted first", hint=f"accept them at {page}, {then}")
    if answer.code == "RevisionNotFound":
        return UnknownModel(f"{who} has no revision {visible((revision or '')[:60])}", hint=f"see {page}")
    if answer.status in (401, 404) and repo:
        secret = "the token may not see it" if with_token else "a private one needs HF_TOKEN"
        return NetworkError(f"{host} has no repository {who}", hint=f"check the name; {secret}")
    if answer.status == 451:
        return NetworkError(f"{who} is not offered here for legal reasons (451)", hint="another publisher may offer it")
    if answer.status == 429:
        wait = f" for {answer.wait} s" if re.fullmatch(r"\d{1,5}", answer.wait) else ""
        return NetworkError(f"{host} asks to wait{wait}: too many requests", hint="try again later; HF_TOKEN may help")
    kind = "has a fault of its own" if answer.status >= 500 else "refuses"
    return NetworkError(f"{host} {kind} ({answer.status})", hint="try again later")


def _found(info: Any) -> Found:  # noqa: ANN401 - huggingface_hub's ModelInfo
    tags = [tag for tag in info.tags or () if isinstance(tag, str)]
    license_ = next((tag.removeprefix("license:") for tag in tags if tag.startswith("license:")), None)
    facts = info.gguf if isinstance(info.gguf, dict) else {}
    total = facts.get("total")
    return Found(str(info.id), int(info.downloads or 0), int(info.likes or 0), bool(info.gated), license_,
                 total if type(total) is int and total > 0 else None)


def _remote_file(sibling: Any) -> RemoteFile:  # noqa: ANN401 - huggingface_hub's RepoSibling
    sha256 = sibling.lfs.sha256 if sibling.lfs else None
    # An id of 40 digits is git's, of another content: only 64 make a SHA-256.
    known = sha256 if isinstance(sha256, str) and re.fullmatch(r"[0-9a-f]{64}", sha256) else None
    size = sibling.size if type(sibling.size) is int and sibling.size >= 0 else None
    if not isinstance(sibling.rfilename, str):
        raise ValueError("a file without a name")
    return RemoteFile(sibling.rfilename, size, known)


def _is_private(scheme: str, host: str) -> bool:
    """Say whether what is sent cannot be read on the way: https, or not leaving this machine."""
    return scheme.lower() == "https" or (scheme.lower() == "http" and host.lower() in _LOOPBACK)


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme.lower())
    return parts.scheme.lower(), (parts.hostname or "").lower(), port
