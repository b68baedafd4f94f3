"""Models that other programs have put on this machine, found where those programs keep them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.models.model_folder import file_sets
from core.models.records import is_digest
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import Json

_TEXT_BYTES_MAX = 1_000_000
_MANIFESTS_MAX = 10_000
_OLLAMA_MODEL = "application/vnd.ollama.image.model"
_NAME = re.compile(r"[\w.+@=-]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A model of another program. `sha256` has one value for each file, None where the program does not keep it."""

    program: str
    name: str
    files: tuple[Path, ...]
    sha256: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where programs keep their things: the person's home folder, the environment and the kind of system."""

    environ: Mapping[str, str]
    platform: str

    @property
    def home(self) -> Path | None:
        """The person's home folder."""
        return self.named("HOME") or (self.named("USERPROFILE") if self.platform == "win32" else None)

    def named(self, variable: str) -> Path | None:
        """Return the folder an environment variable names, if it names one in full."""
        text = self.environ.get(variable, "")
        path = Path(text) if text and "\0" not in text else None
        if path is not None and text.startswith("~/") and self.environ.get("HOME"):
            path = Path(self.environ["HOME"], text[2:])
        return path if path is not None and path.is_absolute() else None

    def under_home(self, *parts: str) -> list[Path]:
        """Return folders below the home folder; none when nobody knows it."""
        return [self.home / part for part in parts] if self.home else []

    def caches(self, name: str) -> list[Path]:
        """Return where a program called `name` has its cache on this kind of system."""
        if self.platform == "darwin":
            return self.under_home(f"Library/Caches/{name}")
        local = self.named("LOCALAPPDATA" if self.platform == "win32" else "XDG_CACHE_HOME")
        return [local / name] if local else self.under_home(f".cache/{name}")

    def programs(self, name: str) -> list[Path]:
        """Return where a desktop program called `name` has its data on this kind of system."""
        if self.platform == "darwin":
            return self.under_home(f"Library/Application Support/{name}")
        if self.platform == "win32":
            return [base / name for base in (self.named("APPDATA"), self.named("LOCALAPPDATA")) if base]
        return self.under_home(f".local/share/{name}", f".config/{name}")


def discover(places: Places, program: str = "") -> Iterator[Found]:
    """Yield the models of one program or of all; a file that two of them share comes once."""
    seen: set[Path] = set()
    for name, finder in FINDERS.items():
        if program in ("", name):
            for found in finder(places):
                real = found.files[0].resolve()
                if real not in seen:
                    seen.add(real)
                    yield found


def _ollama(places: Places) -> Iterator[Found]:
    """Ollama: a manifest for each name, and the files as blobs that are called by their digest."""
    own = places.named("OLLAMA_MODELS")
    roots = [own] if own else []
    roots += places.under_home(".ollama/models")
    if places.platform == "linux":
        roots += [Path("/usr/share/ollama/.ollama/models"), Path("/var/lib/ollama/models"),
                  Path("/var/snap/ollama/common/models")]
    for root in dict.fromkeys(roots):
        for manifest in _manifests(root / "manifests"):
            name = _ollama_name(manifest.relative_to(root / "manifests").parts)
            layers = _layers(manifest)
            files = [(digest, blob) for digest in layers if (blob := _blob(root, digest)) is not None]
            if name and files and len(files) == len(layers):
                yield Found("ollama", name, tuple(blob for _, blob in files), tuple(digest for digest, _ in files))


def _manifests(folder: Path) -> Iterator[Path]:
    try:
        paths = sorted(path for path, _ in zip(folder.rglob("*"), range(_MANIFESTS_MAX), strict=False)
                       if path.is_file())
    except OSError:
        return
    yield from paths


def _ollama_name(parts: tuple[str, ...]) -> str:
    """Write a manifest's place as people name the model: registry/library/llama3.2/3b is llama3.2:3b."""
    if len(parts) != 4 or not all(_NAME.fullmatch(part) for part in parts):
        return ""
    host, owner, model, tag = parts
    shown = [] if host == "registry.ollama.ai" else [host]
    shown += [] if owner == "library" and not shown else [owner]
    return "/".join([*shown, model]) + f":{tag}"


def _layers(manifest: Path) -> list[str]:
    """Return the digests of the model files that a manifest names."""
    facts = _json(manifest)
    layers = facts.get("layers") if isinstance(facts, dict) else None
    digests = [str(layer.get("digest", "")) for layer in layers or () if isinstance(layer, dict)
               and layer.get("mediaType") == _OLLAMA_MODEL] if isinstance(layers, list) else []
    return [digest.removeprefix("sha256:") for digest in digests]


def _blob(root: Path, digest: str) -> Path | None:
    if not is_digest(digest):
        return None
    for name in (f"sha256-{digest}", f"sha256:{digest}"):
        path = root / "blobs" / name
        if path.is_file():
            return path
    return None


def _lm_studio(places: Places) -> Iterator[Found]:
    """LM Studio: publisher/repository/file, in a folder that the person may have moved."""
    homes = places.under_home(".lmstudio", ".cache/lm-studio")
    for pointer in places.under_home(".lmstudio-home-pointer"):
        moved = Path(_text(pointer).strip() or ".")
        homes += [moved] if moved.is_absolute() else []
    roots = [home / "models" for home in homes]
    for settings in [home / "settings.json" for home in homes] + [
            each / "settings.json" for each in places.programs("LM Studio")]:
        facts = _json(settings)
        folder = facts.get("downloadsFolder") if isinstance(facts, dict) else None
        if isinstance(folder, str) and "\0" not in folder and Path(folder).is_absolute():
            roots.append(Path(folder))
    yield from _in_folders("lm-studio", roots)


def _hugging_face(places: Places) -> Iterator[Found]:
    """The Hugging Face cache: links by name to blobs that are called by their digest."""
    home = places.named("HF_HOME")
    roots = [root for root in (places.named("HF_HUB_CACHE"), places.named("HUGGINGFACE_HUB_CACHE")) if root]
    roots += [home / "hub"] if home else [cache / "hub" for cache in places.caches("huggingface")]
    roots += places.under_home(".cache/huggingface/hub")
    for root in dict.fromkeys(roots):
        folders = sorted(root.glob("models--*/snapshots"), key=str) if root.is_dir() else []
        yield from _in_folders("huggingface", folders)


def _llama_cpp(places: Places) -> Iterator[Found]:
    """llama.cpp's own cache: the repository's name stands in front of the file's, or folders as Hugging Face has them.

    Newer ones keep everything in the Hugging Face cache, and LLAMA_CACHE in that form too.
    """
    own = places.named("LLAMA_CACHE")
    for root in [own] if own else places.caches("llama.cpp"):
        known = [manifest.name.split("=")[1:3] for manifest in sorted(root.glob("manifest=*=*=*.json"))]
        known += [_repo_in_url(each) for each in sorted(root.glob("*.gguf.json"))]
        prefixes = {f"{parts[0]}_{parts[1]}_" for parts in known if len(parts) == 2}
        for found in _in_folders("llama.cpp", [root]):
            prefix = max((each for each in prefixes if found.name.startswith(each)), key=len, default="")
            yield Found(found.program, found.name[len(prefix):] or found.name, found.files, found.sha256)


def _repo_in_url(beside: Path) -> list[str]:
    facts = _json(beside)
    url = facts.get("url") if isinstance(facts, dict) else None
    match = re.match(r"https?://[^/]+/([^/]+)/([^/]+)/resolve/", url) if isinstance(url, str) else None
    return [match[1], match[2]] if match else []


def _gpt4all(places: Places) -> Iterator[Found]:
    """GPT4All: plain files in one folder, which its settings may name; `incomplete-` begins what it still fetches."""
    folders = [*places.programs("nomic.ai/GPT4All"), *places.under_home(".cache/gpt4all")]
    settings = [each.with_suffix(".ini") for each in places.programs("nomic.ai/GPT4All")]
    for file in [*settings, *places.under_home(".config/gpt4all.io/GPT4All.ini")]:
        moved = re.search(r"^modelPath=(.+)$", _text(file), re.MULTILINE)
        folder = Path(moved[1].strip().strip('"')) if moved else Path()
        folders += [folder] if folder.is_absolute() else []
    yield from (found for found in _in_folders("gpt4all", folders) if not found.name.startswith("incomplete-"))


def _jan(places: Places) -> Iterator[Found]:
    """Jan: a folder for each model, in which the file is often called model.gguf, or a model.yml says where it lies."""
    datas = [each / "data" for each in places.programs("Jan")] + places.under_home("jan")
    for settings in [each / "settings.json" for name in ("Jan", "jan.ai.app") for each in places.programs(name)]:
        facts = _json(settings)
        folder = facts.get("data_folder") if isinstance(facts, dict) else None
        if isinstance(folder, str) and "\0" not in folder and Path(folder).is_absolute():
            datas.append(Path(folder))
    for data, root in [(data, data / part) for data in dict.fromkeys(datas) for part in ("llamacpp/models", "models")]:
        for found in _in_folders("jan", [root]):
            folder = found.files[0].parent
            plain = found.name.lower() in ("model", "ggml-model") and folder != root
            yield Found("jan", "/".join(folder.relative_to(root).parts) if plain else found.name, found.files,
                        found.sha256)
        yield from _imported_into_jan(data, root)


def _imported_into_jan(data: Path, root: Path) -> Iterator[Found]:
    """Yield models that Jan was told of where they lie; a path of its own data folder is not whole."""
    for card, _ in zip(sorted(root.rglob("model.yml")) if root.is_dir() else (), range(_MANIFESTS_MAX), strict=False):
        named = re.search(r"^model_path:\s*(.+?)\s*$", _text(card), re.MULTILINE)
        path = data / named[1].strip("'\"") if named else root
        if path.suffix.lower() == ".gguf" and path.is_file():
            yield Found("jan", "/".join(card.parent.relative_to(root).parts), (path,), (_digest_in_name(path),))


def _in_folders(program: str, roots: list[Path]) -> Iterator[Found]:
    """Yield the GGUF files below some folders, by their own names."""
    for root in dict.fromkeys(roots):
        for files in file_sets(root):
            if not files.missing:
                paths = tuple(files.parts[number] for number in sorted(files.parts))
                yield Found(program, files.stem, paths, tuple(_digest_in_name(path) for path in paths))


def _digest_in_name(path: Path) -> str | None:
    """Return the digest that a link's target is called by; a shorter name is no SHA-256."""
    real = path.resolve().name
    return real if path.is_symlink() and is_digest(real) else None


def _json(path: Path) -> Json:
    try:
        return json.loads(read_plain(path, size_max=_TEXT_BYTES_MAX))
    except (BrokenFile, DiskError, ValueError, RecursionError):
        return None


def _text(path: Path) -> str:
    try:
        return read_plain(path, size_max=_TEXT_BYTES_MAX).decode("utf-8", "replace").replace("\0", "")
    except (BrokenFile, DiskError):
        return ""


FINDERS: dict[str, Callable[[Places], Iterator[Found]]] = {
    "ollama": _ollama, "lm-studio": _lm_studio, "huggingface": _hugging_face, "llama.cpp": _llama_cpp,
    "gpt4all": _gpt4all, "jan": _jan}
