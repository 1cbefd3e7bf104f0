"""Mails as a file, where no mail server is named: to look at them, or to try Clarion out.

One file (mbox) for each update and not one for each mail: a million files would fill the folder. Beyond `LARGEST` it is not
continued, since nobody looks at the ten thousandth of the same mail; those deliveries still count as made.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from clarion.subscribers.channels.mail.letter import Letter
from clarion.subscribers.channels.mail.readable import readable

#: Bytes of one file.
LARGEST = 10_000_000


def write_to_file(folder: Path, letters: Iterable[Letter]) -> Iterator[Letter]:
    """Each letter after it is written. Raises OSError when the disk is full or the folder cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    for letter in letters:
        update = letter.parcel.update
        path = folder / f"{update.incident.reference}-{update.public_id}.mbox"
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            begin = file.tell()
            if begin < LARGEST:
                _append(file.fileno(), begin, _entry(letter))
        yield letter


def _entry(letter: Letter) -> bytes:
    content = readable(letter.content).replace(b"\nFrom ", b"\n>From ")
    return b"From clarion Thu Jan  1 00:00:00 1970\n" + content + b"\n"


def _append(descriptor: int, begin: int, entry: bytes) -> None:
    """Whole or not at all: what a full disk has cut short is taken back."""
    written = 0
    try:
        while written < len(entry):
            written += os.write(descriptor, entry[written:])
    except OSError:
        os.ftruncate(descriptor, begin)
        raise
