"""Words as TOML, for texts of practice that are written by Clarion and edited by a person. Pure."""

import json
from collections.abc import Iterable


def listed(values: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, values))}]"


def quoted(text: str) -> str:
    """A TOML string: its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)
