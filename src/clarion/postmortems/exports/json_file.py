"""The JSON export: the whole document for programs, described by docs/postmortem.schema.json.

The format's number rises when something is renamed or taken out; keys may be added without it.
"""

import json
import re

from clarion.postmortems.document import Document, as_json

FORMAT = "clarion.postmortem"
FORMAT_VERSION = 1
#: Marks that turn the direction of what follows: a program reads them, and who looks into the file is not misled.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def as_json_file(document: Document) -> str:
    """The same text for the same document."""
    content = {"format": FORMAT, "format_version": FORMAT_VERSION, "document": as_json(document)}
    written = json.dumps(content, ensure_ascii=False, indent=2)
    return _TURNING.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n"
