"""The configuration of a cState site (config.yml): its systems, which are services here."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from clarion.intake.fields import BadField, read_list, read_object, read_text
from clarion.intake.history import Complaint, ParsedFile, PastService, decode

LONGEST_NAME, LONGEST_DESCRIPTION = 120, 400


def parse_config(raw: bytes, file: str) -> ParsedFile:
    """The services in the order of the file, each in the group of its category."""
    text = decode(raw, file)
    if isinstance(text, Complaint):
        return ParsedFile(complaints=(text,))
    try:
        document = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return ParsedFile(complaints=(Complaint(file, line, "is not YAML; mend the line"),))
    try:
        return ParsedFile(services=tuple(_services(document)))
    except BadField as error:
        return ParsedFile(complaints=(Complaint(file, None, str(error)),))


def _services(document: Any) -> Iterator[PastService]:
    params = read_object(read_object(document, "config").get("params"), "params")
    for number, each in enumerate(read_list(params.get("systems"), "params.systems")):
        yield _service(read_object(each, f"params.systems[{number}]"), number)


def _service(system: Mapping[str, Any], number: int) -> PastService:
    path = f"params.systems[{number}]"
    return PastService(
        name=read_text(system.get("name"), f"{path}.name", limit=LONGEST_NAME).strip(),
        group=read_text(
            system.get("category") or "", f"{path}.category", limit=LONGEST_NAME, empty=True
        ).strip(),
        description=read_text(
            system.get("description") or "", f"{path}.description", limit=LONGEST_DESCRIPTION, empty=True
        ).strip(),
        position=number,
    )
