"""Nothing in a printed document turns the direction of what follows, wherever it came from."""

import json
from dataclasses import replace

import pytest

from clarion.postmortems.exports.html import as_html
from clarion.postmortems.exports.json_file import as_json_file
from clarion.postmortems.exports.kept import document_of
from clarion.postmortems.exports.markdown import as_markdown
from clarion.postmortems.exports.printed import printed
from tests.postmortems.exports.samples import FULL, INCIDENT, line

TURNED = replace(
    FULL,
    title="Cards \u202eliaf\u202c",
    incidents=(replace(INCIDENT, title="Cards \u2067liaf\u2069"),),
    sections=dict.fromkeys(FULL.sections, "All \u202ekrow sdrac\u202c again\n"),
    timeline=(line(1, "note", "\u202erebmun"),),
    involved=(("Ana \u202dSousa", "lead"),),
)
MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize("form", [as_html, as_markdown, as_json_file])
def test_no_file_holds_a_mark_that_turns_the_text(form):
    assert MARKS.isdisjoint(form(TURNED))


def test_without_such_marks_it_is_the_same_document_and_a_program_reads_all_of_it():
    assert printed(FULL) == FULL
    assert printed(TURNED).title == "Cards liaf"
    assert document_of(json.loads(as_json_file(TURNED))["document"]) == TURNED
    assert json.loads(as_json_file(TURNED))["document"]["title"] == TURNED.title
