"""The ground that attacks are made on: a course with things in it that nobody may read or change, and what to look for afterwards."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

MARKS = re.compile(r"pwned|evil\.example|javascript:", re.IGNORECASE)


@dataclass
class Ground:
    """Folders with canaries.

    Attributes:
        course, home, tmp: the folders that attacks name.
        token: the secret text that stands in a key file of the solution, in the home, in the environment and at a port.
        port: where a server waits that gives the token away.
        calls: how often it was asked.
    """

    course: Path
    home: Path
    tmp: Path
    port: int = 0
    other: str = "aaa"
    token: str = field(default_factory=lambda: f"canary-{secrets.token_hex(16)}")
    calls: list[int] = field(default_factory=list)

    def places(self) -> dict[str, str]:
        """What stands for each @PLACE@ of an attack."""
        return {"COURSE": str(self.course), "HOME": str(self.home), "TMP": str(self.tmp), "PORT": str(self.port), "OTHER": self.other}

    def plant(self, keys: Path) -> None:
        """Puts the token where attacks look for it; `keys` is the folder of the solution."""
        for path in (keys / "key.txt", self.home / "canary.txt"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.token)
        self.tmp.mkdir(parents=True, exist_ok=True)

    def hashes(self, *more: Path) -> dict[str, str]:
        """A digest of every file that must stay as it is: solutions, submissions, the home; and every file called pwned."""
        found = {}
        for folder in (self.course / "solutions", self.course / "source", self.course / "submitted", self.home, *more):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not path.is_symlink():
                    found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in (self.course, self.home, self.tmp):
            found |= {str(path): "" for path in folder.rglob("pwned*")}
        return found

    @contextlib.contextmanager
    def server(self) -> Iterator[None]:
        """A server on the loopback interface that gives the token to whoever asks."""
        with socket.create_server(("127.0.0.1", 0)) as listening:
            self.port = listening.getsockname()[1]
            threading.Thread(target=self._serve, args=(listening,), daemon=True).start()
            yield

    def _serve(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                self.calls.append(1)
                with connection:
                    connection.sendall(self.token.encode())


class _Acting(HTMLParser):
    """Collects what a page of a student's could do: run marked script, load from the marked address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._script = tag == "script"
        for name, value in attributes:
            if (name.startswith("on") or name in ("src", "href", "srcdoc", "data", "style")) and MARKS.search(value or ""):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        if self._script and MARKS.search(data):
            self.found.append(f"<script>{data}")

    def handle_endtag(self, tag: str) -> None:
        self._script = False


def acting(page: str) -> list[str]:
    """What of a page would run a student's script, or load from where a student says."""
    parser = _Acting()
    parser.feed(page)
    return parser.found


def clean_environment(home: Path, token: str) -> dict[str, str]:
    """The environment of a grader: with a password in it, and a home of its own."""
    return os.environ | {"HOME": str(home), "CANARY": token, "JUPYTER_CONFIG_DIR": str(home / ".jupyter"), "IPYTHONDIR": str(home / ".ipython")}
