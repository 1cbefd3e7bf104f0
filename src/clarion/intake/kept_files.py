"""Files that somebody handed in, kept for an hour between the look at what they hold and the import.

They cannot be imported afterwards; a worker removes them some minutes later (see `worker/tasks.py`), as does whoever hands in the next.
Each under the digest of a random word that only their page knows, below CLARION_DATA, in files that only its owner reads.
"""

import json
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from clarion.accounts.tokens import digest
from clarion.intake.sources import Source

KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Kept:
    """What was handed in, and as what: the source, and the zone of times that do not say theirs."""

    source: Source
    zone: str
    files: Mapping[str, bytes]


def keep(handed_in: Kept, *, at: datetime) -> str:
    """The word under which `kept` finds it. Raises OSError."""
    forget_old(at=at)
    word = secrets.token_urlsafe(24)
    folder = _folder(word)
    folder.mkdir(parents=True, mode=0o700)
    # Names are what somebody typed: they stand inside a file and never in a path.
    about = {"source": handed_in.source, "zone": handed_in.zone, "names": list(handed_in.files)}
    (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")
    for number, raw in enumerate(handed_in.files.values()):
        (folder / str(number)).write_bytes(raw)
    return word


def kept(word: str, *, at: datetime) -> Kept | None:
    """None when the hour is over, or the word was never given."""
    folder = _folder(word)
    try:
        if _is_old(folder, at=at):
            return None
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        files = {name: (folder / str(number)).read_bytes() for number, name in enumerate(about["names"])}
        return Kept(Source(about["source"]), about["zone"], files)
    except OSError:
        return None


def forget(word: str) -> None:
    shutil.rmtree(_folder(word), ignore_errors=True)


def forget_old(*, at: datetime) -> int:
    """How many hours were over."""
    old = []
    for folder in _root().glob("*"):
        with suppress(OSError):  # somebody else has just removed it
            old += [folder] if _is_old(folder, at=at) else []
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def _folder(word: str) -> Path:
    return _root() / digest(word)


def _root() -> Path:
    return Path(settings.DATA) / "uploads"


def _is_old(folder: Path, *, at: datetime) -> bool:
    """Raises OSError when it is not there."""
    return folder.stat().st_mtime < (at - KEPT_FOR).timestamp()
