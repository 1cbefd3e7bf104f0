"""The JSON export: described by its schema, and read back as the document that it was."""

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from clarion.postmortems.document import as_json, read_document
from clarion.postmortems.exports.json_file import as_json_file
from clarion.postmortems.exports.kept import NoDocument, document_of
from tests.factories.postmortems import a_postmortem
from tests.postmortems.exports.samples import EMPTY, FULL, long_document

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "postmortem.schema.json").read_text())
DOCUMENTS = {"empty": EMPTY, "full": FULL, "long": long_document(30, 16)}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_file_follows_its_schema_and_is_read_back_as_the_same_document(name):
    written = as_json_file(DOCUMENTS[name])
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(written))
    read = document_of(json.loads(written)["document"])
    assert (read, as_json_file(read)) == (DOCUMENTS[name], written)


@pytest.mark.django_db
def test_what_stands_in_the_database_is_read_back_too(ana, nine):
    document = read_document(a_postmortem(by=ana, at=nine))
    jsonschema.validate(json.loads(as_json_file(document)), SCHEMA)
    assert document_of(as_json(document)) == document


def test_the_schema_describes_every_key():
    def keys_of(value: Any) -> set[str]:
        inside = [getattr(value, field.name) for field in fields(value)]
        below = [each for one in inside if isinstance(one, tuple) for each in one if is_dataclass(each)]
        return {field.name for field in fields(value)}.union(*map(keys_of, below))

    described = {name for each in SCHEMA["$defs"].values() for name in each.get("properties", {})}
    assert keys_of(FULL) <= described


def test_a_key_of_a_later_version_is_left_out():
    content = as_json(FULL) | {"mood": "calm"}
    assert document_of(content) == FULL


@pytest.mark.parametrize(
    "content",
    [{}, {**as_json(FULL), "title": 7}, {**as_json(FULL), "opened_at": "yesterday"}, {**as_json(FULL), "whys": [1]}],
)  # fmt: skip
def test_what_is_no_document_is_refused(content):
    with pytest.raises(NoDocument):
        document_of(content)
