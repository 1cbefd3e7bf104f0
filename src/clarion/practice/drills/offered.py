"""Scripts that can be chosen: those that are shipped, and a team's own in a folder. What is broken is listed, never offered."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from clarion.practice.content import ContentError
from clarion.practice.drills.script import Script
from clarion.practice.drills.script_reading import read_script

#: A script is some pages of text; what is longer was put there by mistake.
LONGEST_FILE = 200_000
#: Before the name of a script of one's own: a file may be called like a shipped one.
OWN = "own-"


@dataclass(frozen=True)
class Offered:
    """`name` chooses it. Either there is a script, or `errors` say what is wrong with the file, a line each."""

    name: str
    file: str
    script: Script | None = None
    errors: tuple[str, ...] = ()


def shipped_scripts() -> list[Offered]:
    """By length, the shortest first; beginners' scripts before all others."""
    folder = files("clarion.practice.drills") / "scripts"
    found = [
        Offered(
            file.name.removesuffix(".toml"), file.name, read_script(file.read_text("utf-8"), name=file.name)
        )
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    ]
    return sorted(found, key=_easy_first)


def _easy_first(offered: Offered) -> tuple[int, int, str]:
    script = offered.script
    return (
        (list(type(script.level)).index(script.level), script.minutes, script.title) if script else (9, 0, "")
    )


def own_scripts(folder: Path) -> list[Offered]:
    """The TOML files of a folder, by name. No folder is an empty one."""
    return list(_own(folder)) if folder.is_dir() else []


def _own(folder: Path) -> Iterator[Offered]:
    for file in sorted(folder.glob("*.toml")):
        name = OWN + file.stem
        try:
            yield Offered(name, file.name, script_in(file))
        except ContentError as error:
            yield Offered(name, file.name, errors=tuple(str(error).splitlines()))


def script_in(file: Path) -> Script:
    """Raises ContentError, also where the file cannot be read."""
    try:
        if file.stat().st_size > LONGEST_FILE:
            raise ContentError(f"{file.name}: longer than {LONGEST_FILE:,} bytes. Write a shorter script.")
        text = file.read_text("utf-8")
    except OSError as error:
        raise ContentError(f"{file.name}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ContentError(f"{file.name}: not in UTF-8. Save it again in that encoding.") from error
    return read_script(text, name=file.name)


def find_script(name: str, *, folder: Path) -> Script | None:
    """The script of that name; None where there is none, or where it is broken."""
    offered = own_scripts(folder) if name.startswith(OWN) else shipped_scripts()
    return next((each.script for each in offered if each.name == name), None)
