"""The pages from which the past can come, and how their files are read: the same for the command line and the console."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from zoneinfo import ZoneInfo

from clarion.intake import cachet, cstate, github_status, statuspage
from clarion.intake.cstate_config import parse_config
from clarion.intake.history import ParsedFile, merged

type Files = Mapping[str, bytes]


class Source(StrEnum):
    STATUSPAGE = "statuspage"
    CACHET = "cachet"
    CSTATE = "cstate"
    GITHUB = "github-status"


LABELS = {
    Source.STATUSPAGE: "Statuspage: JSON of its API, CSV of subscribers",
    Source.CACHET: "Cachet: JSON of its API, version 2 or 3",
    Source.CSTATE: "cState: Markdown files of incidents, config.yml",
    Source.GITHUB: "GitHub's history: JSON lines",
}


def parse(source: Source, files: Files, *, zone: ZoneInfo) -> ParsedFile:
    """`zone` is that of a source whose times do not say theirs."""
    readers: dict[Source, Callable[[Files], ParsedFile]] = {
        Source.STATUSPAGE: statuspage.parse_files,
        Source.CACHET: lambda files: cachet.parse_files(files, zone=zone),
        Source.CSTATE: cstate_files,
        Source.GITHUB: lambda files: merged(github_status.parse(raw, name) for name, raw in files.items()),
    }
    return readers[source](files)


def cstate_files(files: Files) -> ParsedFile:
    """Markdown files are incidents, YAML is the configuration. A name that begins with _ is a page of the site."""
    return merged(
        parse_config(raw, name) if name.endswith((".yml", ".yaml")) else cstate.parse(raw, name)
        for name, raw in files.items()
        if not name.rsplit("/", 1)[-1].startswith("_")
    )
