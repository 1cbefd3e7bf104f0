"""The JSON export: the whole document for programs, described by docs/postmortem.schema.json.

The format's number rises when something is renamed or taken out; keys may be added without it.
"""

import json

from clarion.postmortems.document import Document, as_json

FORMAT = "clarion.postmortem"
FORMAT_VERSION = 1


def as_json_file(document: Document) -> str:
    """The same text for the same document."""
    content = {"format": FORMAT, "format_version": FORMAT_VERSION, "document": as_json(document)}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
