"""A proxy on loopback that notes the heads of what it is told; what it does with them is for those built on it."""

from __future__ import annotations

import socket
import threading


class Proxy:
    """Listens while it is entered; each client is served in a thread."""

    def __init__(self) -> None:
        self.heads: list[str] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]

    def __enter__(self) -> Proxy:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._greet, args=(client,), daemon=True).start()

    def _greet(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head and (block := client.recv(65536)):
            head += block
        self.heads.append(head.decode("latin-1"))
        self.serve(client, head)

    def serve(self, client: socket.socket, head: bytes) -> None:
        """Do what this proxy is for."""
        del head
        client.close()
