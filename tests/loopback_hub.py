#!/usr/bin/env python3
"""A model hub on loopback that speaks the real hub's protocol, and misbehaves on command.

    with LoopbackHub({"owner/repo": {"model.gguf": content}}) as hub:     # or a folder laid out owner/repo/file
        hub.misbehave(cut(1000), replaced_etag())       # the first body is cut at 1000 bytes, the second has a new ETag
        ...                                             # LUCIFER_ENDPOINT=hub.url
        hub.bodies()                                    # what was asked for, with ranges, headers and bytes sent

As on the real hub, a large file's address answers 302 to another origin (a second port). The real huggingface_hub
client works against it. From a shell: `python tests/loopback_hub.py FOLDER [--limit BYTES]` prints its address and
serves until ended; the limit is what each connection gets a second.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import re
import socket
import ssl
import struct
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from hub_faults import BLOCK, Blob, Kind, Misbehaviour, Reply, Seen, slow


@dataclass(frozen=True, slots=True)
class Repo:
    """A repository: its files now, and what they were under older commits."""

    files: Mapping[str, bytes | Path]
    license: str = "apache-2.0"
    gated: bool = False
    older: Mapping[str, Mapping[str, bytes | Path]] = field(default_factory=dict)


class LoopbackHub:
    """The server: `url` is the hub, `cdn_url` the second origin. `token` is what gated repositories ask for.

    With a `certificate`, a file that holds its key too, both speak TLS.
    """

    def __init__(self, repos: Path | Mapping[str, Repo | Mapping[str, bytes | Path]], *, token: str = "hf_good",
                 port: int = 0, page: int = 1000, certificate: Path | None = None) -> None:
        if isinstance(repos, Path):
            repos = _repos_in(repos)
        self.repos = {name: repo if isinstance(repo, Repo) else Repo(repo) for name, repo in repos.items()}
        self.token, self.page = token, page
        self.seen: list[Seen] = []
        self._blobs: dict[tuple[str, str, str], Blob] = {}
        self._queues: dict[Kind, list[Misbehaviour]] = {"file": [], "resolve": [], "api": []}
        self._always: dict[Kind, Misbehaviour] = {}
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._servers = [_Server(("127.0.0.1", chosen), self) for chosen in (port, 0)]
        scheme = "https" if certificate else "http"
        self.url, self.cdn_url = (f"{scheme}://127.0.0.1:{server.server_address[1]}" for server in self._servers)
        for server in self._servers if certificate else ():
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(str(certificate))
            # The handshake is for the thread of the connection: whoever never ends it must not stop the others.
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    def __enter__(self) -> LoopbackHub:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.closing.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def misbehave(self, *each: Misbehaviour, on: Kind = "file") -> None:
        """Answer the next requests of that kind so, one after the other; then well again."""
        with self._lock:
            self._queues[on] += each

    def always(self, misbehaviour: Misbehaviour | None, on: Kind = "file") -> None:
        """Answer every request of that kind so, once the ones lined up are used; None: well again."""
        with self._lock:
            self._always.pop(on, None)
            if misbehaviour:
                self._always[on] = misbehaviour

    def well(self) -> None:
        """Forget every misbehaviour that was asked for and has not happened."""
        with self._lock:
            self._always.clear()
            for queue in self._queues.values():
                queue.clear()

    def bodies(self) -> list[Seen]:
        """Return the requests for bytes of files, in order."""
        with self._lock:
            return [seen for seen in self.seen if seen.kind == "file" and seen.method == "GET"]

    def address(self, repo: str, filename: str, revision: str = "main") -> str:
        return f"{self.url}/{repo}/resolve/{revision}/{quote(filename)}"

    def commit(self, repo: str) -> str:
        """Return the newest commit; it changes with the files."""
        facts = sorted((name, self.blob(repo, "main", name).sha256) for name in self.repos[repo].files)
        return hashlib.sha1(repr(facts).encode()).hexdigest()

    def files(self, repo: str, revision: str) -> Mapping[str, bytes | Path] | None:
        if revision == "main" or revision == self.commit(repo):
            return self.repos[repo].files
        return self.repos[repo].older.get(revision)

    def blob(self, repo: str, revision: str, name: str) -> Blob:
        source = (self.repos[repo].files if revision == "main" else self.files(repo, revision) or {})[name]
        key = (repo, name, str(id(source)))
        if key not in self._blobs:
            self._blobs[key] = Blob.of(name, source)
        return self._blobs[key]

    def blob_of(self, sha256: str) -> Blob | None:
        return next((blob for blob in list(self._blobs.values()) if blob.sha256 == sha256), None)

    def noted(self, seen: Seen, reply: Reply) -> Reply:
        """Keep the request, and let a misbehaviour that is due change the answer."""
        with self._lock:
            self.seen.append(seen)
            queue = self._queues[seen.kind]
            counts = seen.kind != "file" or seen.method == "GET"
            due = (queue.pop(0) if queue else self._always.get(seen.kind)) if counts else None
        return due(seen, reply) if due else reply


def _repos_in(folder: Path) -> dict[str, Repo]:
    return {f"{repo.parent.name}/{repo.name}": Repo({str(path.relative_to(repo)): path for path in repo.rglob("*")
                                                     if path.is_file()})
            for repo in sorted(folder.glob("*/*")) if repo.is_dir()}


# --- the protocol -------------------------------------------------------------------------------------------------

class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], hub: LoopbackHub) -> None:
        self.hub = hub
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Take the port without asking a name server what this machine is called, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *arguments: Any) -> None:
        """Stay quiet."""

    def setup(self) -> None:
        if isinstance(self.request, ssl.SSLSocket):
            self.request.do_handshake()
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # What waits in a full send buffer counts as sent; keep that little.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 128 * 1024)

    def do_GET(self) -> None:
        hub, parts = self.server.hub, urlsplit(self.path)
        path = unquote(parts.path)
        length = int(self.headers.get("Content-Length") or 0)
        asked = {**parse_qs(parts.query), **parse_qs(self.rfile.read(length).decode())}
        kind: Kind = "api" if path.startswith("/api/") else "resolve" if "/resolve/" in path else "file"
        seen = Seen(kind, self.command, self.path, {name.lower(): value for name, value in self.headers.items()},
                    self.server.server_address[1])
        answer = {"api": self._api, "resolve": self._resolve, "file": self._file}[kind]
        reply = hub.noted(seen, answer(hub, path, asked))
        seen.status = reply.status
        self._send(seen, reply)

    do_HEAD = do_POST = do_GET

    def _api(self, hub: LoopbackHub, path: str, asked: dict[str, list[str]]) -> Reply:
        if path == "/api/models":
            words = asked.get("search", [""])[0].lower()
            found = [self._card(hub, name) for name in hub.repos if words in name.lower()]
            return _json(found[:int(asked.get("limit", ["1000"])[0])])
        match = re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/(tree|revision|paths-info)/([^/]+))?(?:/(.*))?", path)
        repo, act, revision = (match[1], match[2], match[3] or "main") if match else ("", "", "")
        if repo not in hub.repos:
            return self._unknown("RepoNotFound", "Repository not found")
        files = hub.files(repo, revision)
        if files is None:
            return _error(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        names = sorted(name for name in files if act != "paths-info" or name in asked.get("paths", []))
        if act in ("tree", "paths-info"):
            rows = [_tree_row(name, hub.blob(repo, revision, name)) for name in names]
            begin = int(asked.get("cursor", ["0"])[0])
            more = {"Link": f'<{hub.url}{quote(path)}?recursive=true&cursor={begin + hub.page}>; rel="next"'}
            return _json(rows[begin:begin + hub.page], more if act == "tree" and begin + hub.page < len(rows) else {})
        commit = hub.commit(repo) if revision == "main" else revision
        siblings = [_sibling(name, hub.blob(repo, revision, name), "blobs" in asked) for name in names]
        return _json({**self._card(hub, repo), "sha": commit, "siblings": siblings})

    def _card(self, hub: LoopbackHub, name: str) -> dict[str, Any]:
        repo = hub.repos[name]
        return {"id": name, "modelId": name, "private": False, "gated": "auto" if repo.gated else False,
                "downloads": 7, "likes": 1, "tags": ["gguf", f"license:{repo.license}"],
                "pipeline_tag": "text-generation", "cardData": {"license": repo.license}}

    def _resolve(self, hub: LoopbackHub, path: str, _: dict[str, list[str]]) -> Reply:
        match = re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path)
        if not match or match[1] not in hub.repos:
            return self._unknown("RepoNotFound", "Repository not found")
        repo, revision, name = match[1], match[2], match[3]
        files = hub.files(repo, revision)
        if files is None or name not in files:
            code = "RevisionNotFound" if files is None else "EntryNotFound"
            return _error(404, code, f"{name} is not in {repo} at {revision}")
        if hub.repos[repo].gated and self.headers.get("Authorization") != f"Bearer {hub.token}":
            known = "Authorization" in self.headers
            return _error(403 if known else 401, "GatedRepo", f"Access to {repo} is restricted")
        blob = hub.blob(repo, revision, name)
        commit = hub.commit(repo) if revision == "main" else revision
        if not blob.lfs:
            reply = self._ranged(blob, f'"{blob.sha1}"')
            return replace(reply, headers={**reply.headers, "X-Repo-Commit": commit})
        return Reply(302, {"Location": f"{hub.cdn_url}/{blob.sha256}/{quote(name)}?Expires={int(time.time()) + 60}",
                           "X-Repo-Commit": commit, "X-Linked-ETag": f'"{blob.sha256}"', "ETag": f'"{blob.sha256}"',
                           "X-Linked-Size": str(blob.size), "Accept-Ranges": "bytes", "Content-Length": "0"})

    def _file(self, hub: LoopbackHub, path: str, _: dict[str, list[str]]) -> Reply:
        blob = hub.blob_of(path.split("/")[1])
        return self._ranged(blob, blob.etag) if blob else _error(404, "EntryNotFound", "no such blob")

    def _ranged(self, blob: Blob, etag: str) -> Reply:
        """Answer as RFC 9110 asks: If-Range with another ETag gives the whole file."""
        common = {"ETag": etag, "Accept-Ranges": "bytes", "Content-Type": "application/octet-stream"}
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if asked and self.headers.get("If-Range", etag) == etag:
            start, end = int(asked[1]), min(int(asked[2]) + 1, blob.size) if asked[2] else blob.size
            if start >= blob.size:
                return Reply(416, {**common, "Content-Range": f"bytes */{blob.size}", "Content-Length": "0"})
            return Reply(206, {**common, "Content-Range": f"bytes {start}-{end - 1}/{blob.size}",
                               "Content-Length": str(end - start)}, None, blob, start, end)
        return Reply(200, {**common, "Content-Length": str(blob.size)}, None, blob, 0, blob.size)

    def _unknown(self, code: str, text: str) -> Reply:
        """The real hub does not tell a stranger whether a private repository exists."""
        return _error(404 if "Authorization" in self.headers else 401, code, text)

    def _send(self, seen: Seen, reply: Reply) -> None:
        if reply.raw is not None:
            self.close_connection = True
            self.connection.sendall(reply.raw)
            return self._end(reply.ending)
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD" or reply.status == 304:
            return None
        self._send_body(seen, reply)
        if reply.act is not None:
            reply.act()
        if reply.cut_at is not None:
            self.close_connection = True
            self._end(reply.ending)
        return None

    def _send_body(self, seen: Seen, reply: Reply) -> None:
        content = reply.content
        total = len(content) if content is not None else reply.end - reply.start
        total = total if reply.cut_at is None else min(total, reply.cut_at)
        block = max(1, min(64 * 1024, reply.bytes_per_second // 10)) if reply.bytes_per_second else BLOCK
        with contextlib.ExitStack() as stack:
            source = reply.blob.source if reply.blob else b""
            file = stack.enter_context(source.open("rb")) if content is None and isinstance(source, Path) else None
            while seen.sent < total:
                count = min(block, total - seen.sent)
                if file is not None:
                    seen.sent += self.connection.sendfile(file, reply.start + seen.sent, count)
                else:
                    piece = content[seen.sent:seen.sent + count] if content is not None else (
                        source[reply.start + seen.sent:reply.start + seen.sent + count])
                    self.connection.sendall(piece)
                    seen.sent += count
                if reply.bytes_per_second and self.server.hub.closing.wait(block / reply.bytes_per_second):
                    return

    def _end(self, ending: str) -> None:
        if ending == "hang":
            self.server.hub.closing.wait()
        if ending == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _json(content: Any, headers: Mapping[str, str] | None = None) -> Reply:
    text = json.dumps(content).encode()
    return Reply(200, {**(headers or {}), "Content-Type": "application/json", "Content-Length": str(len(text))}, text)


def _error(code: int, name: str, text: str) -> Reply:
    content = json.dumps({"error": text}).encode()
    return Reply(code, {"X-Error-Code": name, "X-Error-Message": text, "Content-Type": "application/json",
                        "Content-Length": str(len(content))}, content)


def _tree_row(name: str, blob: Blob) -> dict[str, Any]:
    lfs = {"lfs": {"oid": blob.sha256, "size": blob.size, "pointerSize": 135}} if blob.lfs else {}
    return {"type": "file", "oid": blob.sha1, "size": blob.size, "path": name, **lfs}


def _sibling(name: str, blob: Blob, facts: bool) -> dict[str, Any]:
    if not facts:
        return {"rfilename": name}
    lfs = {"lfs": {"sha256": blob.sha256, "size": blob.size, "pointerSize": 135}} if blob.lfs else {}
    return {"rfilename": name, "size": blob.size, "blobId": blob.sha1, **lfs}


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("port", type=int, nargs="?", default=0)
    options.add_argument("--limit", type=int, default=0)
    chosen = options.parse_args()
    with LoopbackHub(chosen.folder, port=chosen.port) as served:
        if chosen.limit:
            served.always(slow(chosen.limit))
        print(served.url, flush=True)
        threading.Event().wait()
