"""Where a model is to come from: what a person typed after `install`, read once, hostile spellings refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from core.models.names import split_quant
from core.words.errors import Refused, UsageError
from core.words.safe_text import visible

_LENGTH_MAX = 2000
_NAME_MAX = 96
_FILENAME_MAX = 250
_HUB_HOSTS = ("huggingface.co", "www.huggingface.co", "hf.co")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_REPO = r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}"
_REVISION = r"[A-Za-z0-9][\w.-]{0,99}"
_MODEL_FILE = (".gguf", ".llamafile")
# Windows opens a device under these names, whatever the ending.
_DEVICE = r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?"
_HOW = "name a model (`llm list all` shows them), hf:owner/repo, an https address of a .gguf file, or a file"


@dataclass(frozen=True, slots=True)
class Named:
    """A model of the map or of the shelf, perhaps in a certain quant."""

    name: str
    quant: str | None = None


@dataclass(frozen=True, slots=True)
class Hub:
    """A repository on the hub; `filename` where the address named one file of it."""

    repo: str
    quant: str | None = None
    revision: str | None = None
    filename: str | None = None


@dataclass(frozen=True, slots=True)
class Web:
    """One GGUF file at an address of its own."""

    url: str


@dataclass(frozen=True, slots=True)
class Local:
    """A file on this machine, made absolute; it may not exist."""

    path: Path


Source = Named | Hub | Web | Local


def parse_source(text: str, cwd: Path) -> Source:
    """Read a name, hub address, web address or path; raise UsageError or Refused for what is none of them."""
    text = text.strip()
    if not text or len(text) > _LENGTH_MAX or not text.isprintable():
        raise UsageError(f"{visible(text[:60])!r} is no model", hint=_HOW)
    hub = re.fullmatch(r"(?i)(?:hf:(?://)?|(?:www\.)?huggingface\.co/|hf\.co/)(.*)", text)
    if hub:
        return _hub(hub[1], text)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text):
        return _address(text)
    if _is_path(text, cwd):
        return Local(_absolute(text, cwd))
    if re.fullmatch(rf"{_REPO}(?::[\w.-]+)?", text):
        return _hub(text, text)
    name, quant = split_tag(text)
    if not re.fullmatch(rf"[A-Za-z0-9][A-Za-z0-9 ._:+-]{{0,{_NAME_MAX - 1}}}", name):
        raise UsageError(f"{visible(text[:60])!r} is no model", hint=_HOW)
    return Named(name, quant)


def split_tag(name: str) -> tuple[str, str | None]:
    """Part a quant from a name: "llama3.2:3b:Q8_0", "llama3.2:Q8_0" and "llama3.2:3b-q8_0" all ask for Q8_0."""
    head, _, tag = name.rpartition(":")
    bare, quant = split_quant(f"-{tag}")
    if head and quant and not bare:
        return head, quant
    if head and tag.lower() == "latest":
        return head, None
    return split_quant(name)


def is_repository(text: str) -> bool:
    """Say whether `install hf:` takes these words as the name of a repository."""
    return re.fullmatch(_REPO, text) is not None


def checked_filename(filename: str) -> str:
    """Return a remote file's name if it may become a local one; raise Refused before anything is made of it."""
    parts = filename.split("/")
    good = len(filename) <= _FILENAME_MAX and all(
        re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.+=()@ -]*", part) and not re.fullmatch(_DEVICE, part)
        and not part.endswith((".", " ")) for part in parts)
    if not good:
        raise Refused(f"the file name {visible(filename[:80])!r} is not safe to use",
                      hint="tell the publisher; nothing was written")
    return filename


def _hub(rest: str, text: str) -> Hub:
    """Read what follows the hub's own name: owner/repo[@revision][:quant], or a page of a file."""
    path = unquote(rest.split("?")[0].split("#")[0]).strip("/")
    page = re.fullmatch(rf"({_REPO})/(?:blob|resolve|raw)/({_REVISION}|refs/pr/\d+)/(.+)", path)
    if page:
        return Hub(page[1], revision=page[2], filename=_model_file(page[3]))
    short = re.fullmatch(
        rf"({_REPO})(?:@({_REVISION})|/tree/({_REVISION}))?(?:[:/](.+(?i:\.gguf))|:([\w.-]+))?", path)
    if short is None:
        raise UsageError(f"{visible(text[:80])!r} is no address on the hub",
                         hint="write hf:owner/repo, hf:owner/repo:Q4_K_M, or the address of a file's page")
    repo, at, tree, filename, tag = short.groups()
    quant = tag.upper().removeprefix("UD-") if tag else None
    return Hub(repo, quant, at or tree, checked_filename(filename) if filename else None)


def _address(text: str) -> Source:
    parts = urlsplit(text)
    host = (parts.hostname or "").lower()
    if parts.username is not None or parts.password is not None:
        raise Refused("an address with a name or password in it is not used",
                      hint="store the token with `keys`, and leave it out of the address")
    if parts.scheme.lower() != "https" and not (parts.scheme.lower() == "http" and host in _LOOPBACK):
        raise Refused(f"{visible(parts.scheme[:20])}:// addresses are not used", hint="only https:// is")
    if host in _HUB_HOSTS:
        return _hub(parts.path.lstrip("/"), text)
    _model_file(unquote(parts.path).rsplit("/", 1)[-1])
    return Web(text)


def _model_file(filename: str) -> str:
    if not filename.lower().endswith(".gguf"):
        raise UsageError(f"{visible(filename[-80:])!r} is no GGUF file", hint="the address must end in .gguf")
    return checked_filename(filename)


def _is_path(text: str, cwd: Path) -> bool:
    """Say whether words mean a place on this machine: by their shape, or because a model file of that name is there."""
    if text.startswith(("/", "./", "../", "~", ".\\", "..\\", "\\")) or re.match(r"[A-Za-z]:[\\/]", text):
        return True
    return text.lower().endswith(_MODEL_FILE) or ("/" in text and _absolute(text, cwd).exists())


def _absolute(text: str, cwd: Path) -> Path:
    path = Path(text)
    if text.startswith("~"):
        try:
            path = path.expanduser()
        except RuntimeError as error:
            raise UsageError(f"{visible(text[:60])!r} names no person on this machine", hint=_HOW) from error
    return (cwd / path).absolute()
