"""The shapes of our own public API as JSON Schema (2020-12), served at /api/v1/public/schema.json.

Every key is always there and no other is: what a document does not know is null.
"""

from typing import Any, get_args

from clarion.incidents.states import PLANNED_STATES, ServiceStatus, State
from clarion.statuspage.public_incident import Impact
from clarion.statuspage.public_state import INDICATORS
from clarion.updates.audiences import KINDS, Audience

type Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
ID: Schema = {"type": "string", "pattern": "^[a-z0-9]{12}$"}
ADDRESS: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
INSTANT: Schema = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$",
}
TRUTH: Schema = {"type": "boolean"}
STATUS: Schema = {"enum": [status.value for status in ServiceStatus]}
STATE: Schema = {"enum": [*(state.value for state in State), *PLANNED_STATES.values()]}
KIND: Schema = {"enum": [kind.value for kind in KINDS[Audience.PUBLIC]]}


def schema() -> Schema:
    """The whole of it: a document is one of those under `oneOf`."""
    documents = {
        "summary": _object(
            page=_ref("page"), status=_ref("status"), services=_list("service"),
            incidents=_list("incident"), maintenances=_list("incident"),
        ),
        "services": _object(page=_ref("page"), services=_list("service")),
        "incidents": _object(page=_ref("page"), incidents=_list("incident")),
        "one_incident": _object(incident=_ref("incident")),
        "maintenances": _object(page=_ref("page"), maintenances=_list("incident")),
        "updates": _object(page=_ref("page"), updates=_list("update_of_an_incident")),
    }  # fmt: skip
    return {
        "$schema": DRAFT,
        "title": "The public API of a Clarion page, version 1",
        "oneOf": [_ref(name) for name in documents],
        "$defs": {**documents, **_values()},
    }


def _values() -> dict[str, Schema]:
    update = _update()
    incident = _object(id=ID, title=TEXT, address=ADDRESS)
    return {
        "page": _object(id=ID, name=TEXT, address=ADDRESS, updated_at=INSTANT),
        "status": _object(indicator={"enum": list(INDICATORS)}, description=TEXT),
        "service": _object(
            id=ID, name=TEXT, group=_maybe(TEXT), description=_maybe(TEXT), status=STATUS, updated_at=INSTANT
        ),
        "window": _object(start=INSTANT, end=INSTANT),
        "incident": _incident(),
        "update": _object(**update),
        "update_of_an_incident": _object(**update, incident=incident),
        "reference": _object(
            id=ID,
            published_at=INSTANT,
            wrong_words=_said(_maybe(TEXT), "The words of the earlier update that were wrong."),
        ),
        "put_right": _object(wrong_words=TEXT, right_words=TEXT, at=INSTANT),
    }


def _incident() -> Schema:
    service = _object(id=ID, name=TEXT, status=STATUS)
    return _object(
        id=ID,
        title=TEXT,
        address=_said(ADDRESS, "Its permanent page."),
        state=_said(STATE, "Planned work is in progress from the start of its window on, by itself."),
        open=TRUTH,
        impact={"enum": list(get_args(Impact.__value__))},
        planned=_said(TRUTH, "Whether it is planned work."),
        window=_said(_maybe(_ref("window")), "When planned work takes place; null for what nobody planned."),
        cancelled=_said(TRUTH, "Whether planned work does not take place."),
        began_at=_said(INSTANT, "When readers first heard of it."),
        updated_at=INSTANT,
        resolved_at=_maybe(INSTANT),
        next_update_by=_said(_maybe(INSTANT), "When the next update is due by the words of the last one."),
        late=_said(TRUTH, "Whether that time has passed without an update. True by itself, from that second on."),
        services={"type": "array", "items": service},
        updates={"type": "array", "items": _ref("update"), "minItems": 1, "description": "Newest first."},
    )  # fmt: skip


def _update() -> dict[str, Schema]:
    service = _object(id=ID, name=TEXT, status=STATUS, before=STATUS)
    return {
        "id": ID,
        "kind": KIND,
        "state": STATE,
        "title": TEXT,
        "text": _said(TEXT, "Markdown, as it reads now."),
        "services": {"type": "array", "items": service},
        "published_at": INSTANT,
        "updated_at": _said(INSTANT, "When its words last changed."),
        "next_update_by": _said(_maybe(INSTANT), "When it said that the next update comes."),
        "promised_for": _said(_maybe(INSTANT), "The time for which it had been promised, if it came later."),
        "corrects": _said(_maybe(_ref("reference")), "The earlier update that this one corrects."),
        "corrected_by": {"type": "array", "items": _ref("reference"), "description": "Oldest first."},
        "put_right": {"type": "array", "items": _ref("put_right"), "description": "Quiet corrections."},
    }


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _maybe(shape: Schema) -> Schema:
    return {"anyOf": [shape, {"type": "null"}]}


def _said(shape: Schema, description: str) -> Schema:
    return {**shape, "description": description}
