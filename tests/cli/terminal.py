"""A command in a real terminal: a process on a pseudo-terminal that a test reads and types into."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

PATIENCE = 60.0
CTRL_C, CTRL_D = "\x03", "\x04"
_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r|\x07")

#: Makes the terminal the one that the process listens to, so that Ctrl-C reaches it, and becomes the command. The signal is heard
#: also where the tests run in the background, whose shell has them ignore it.
_WITH_KEYS = (
    "import os, signal, sys; os.login_tty(0); signal.signal(signal.SIGINT, signal.SIG_DFL);"
    " os.execv(sys.argv[1], sys.argv[1:])"
)


class Terminal:
    """`raw` is all that the command wrote so far, `seen` the same as a person reads it."""

    def __init__(self, process: subprocess.Popen[bytes], handle: int) -> None:
        self._process, self._handle, self._read_to = process, handle, 0
        self.raw = ""

    @property
    def seen(self) -> str:
        return _CONTROLS.sub("", self.raw)

    def until(self, words: str) -> str:
        """Reads on until these words are seen; what was seen since the last time, up to their end."""
        while words not in self.seen[self._read_to :]:
            assert self._read_more(), f"“{words}” did not come. Seen:\n{self.seen[self._read_to :][-2000:]}"
        begin, self._read_to = self._read_to, self.seen.index(words, self._read_to) + len(words)
        return self.seen[begin : self._read_to]

    def types(self, text: str) -> None:
        self.presses(text + "\n")

    def presses(self, keys: str) -> None:
        os.write(self._handle, keys.encode())

    def interrupts(self, words: str) -> None:
        """Ctrl-C until these words come: one that arrives just before the command waits for a key is heard with the next key.

        Ctrl-C makes the terminal forget the keys that the command has not yet read, so the next key is pressed some time before it.
        """
        for _ in range(10):
            self.presses(CTRL_C)
            if self._comes(words, within=PATIENCE / 20):
                break
            self.presses(" ")
            if self._comes(words, within=PATIENCE / 20):
                break
        self.until(words)

    def _comes(self, words: str, *, within: float) -> bool:
        """Whether these words are seen before that many seconds are over."""
        deadline = time.monotonic() + within
        while words not in self.seen[self._read_to :] and time.monotonic() < deadline:
            self._read_more(patience=0.5)
        return words in self.seen[self._read_to :]

    def ends(self) -> int:
        """The exit code, after everything that was written is read."""
        while self._read_more():
            pass
        return self._process.wait(timeout=PATIENCE)

    def _read_more(self, *, patience: float = PATIENCE) -> bool:
        """False at the end of what the command writes, and when nothing comes for too long."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if select.select([self._handle], [], [], 0.5)[0]:
                try:
                    piece = os.read(self._handle, 65536)
                except OSError:  # Linux says so when the other side is closed
                    return False
                self.raw += piece.decode("utf-8", "replace")
                return bool(piece)
        return False


@contextmanager
def terminal(*words: str, environment: Mapping[str, str], columns: int = 80) -> Iterator[Terminal]:
    """`clarion` with these words in a terminal of that many columns. What still runs at the end is killed."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CLARION_", "DJANGO_"))}
    unwanted = {"COLUMNS", "LINES", "NO_COLOR", "EDITOR", "VISUAL"}
    process = subprocess.Popen(
        [sys.executable, "-c", _WITH_KEYS, sys.executable, "-m", "clarion.cli.main", *words],
        stdin=theirs, stdout=theirs, stderr=theirs,
        env={**{key: kept[key] for key in kept.keys() - unwanted}, "TERM": "xterm", "LANG": "C.UTF-8", **environment},
    )  # fmt: skip
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait(timeout=PATIENCE)
        os.close(ours)


def same_database(folder: Path) -> dict[str, str]:
    """What a process needs in its environment to work on the database of the running test."""
    folder.mkdir(exist_ok=True)
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        (folder / "clarion.sqlite3").symlink_to(found["NAME"])
        return {"CLARION_DATA": str(folder)}
    who = f"{quote(found['USER'])}:{quote(found['PASSWORD'])}@" if found["USER"] else ""
    place = f"{found['HOST']}:{found['PORT']}".rstrip(":")
    return {
        "CLARION_DATA": str(folder),
        "CLARION_DATABASE_URL": f"postgresql://{who}{place}/{found['NAME']}",
    }
