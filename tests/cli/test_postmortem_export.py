"""`clarion postmortem export`, as a shell calls it."""

import json

import pytest
from click.testing import CliRunner

from clarion.cli.main import main
from clarion.postmortems.document import as_json, read_document
from clarion.postmortems.exports.markdown import as_markdown
from clarion.postmortems.versions import DocumentVersion
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db(transaction=True)


def run(*words: str):
    return CliRunner().invoke(main, ["postmortem", "export", *words])


@pytest.fixture
def postmortem(ana, nine):
    return a_postmortem(by=ana, at=nine)


def test_markdown_goes_to_standard_output(postmortem):
    answer = run(postmortem.reference)
    assert answer.exit_code == 0, answer.output
    assert answer.stdout == as_markdown(read_document(postmortem))


def test_the_ending_of_the_file_names_the_form(postmortem, tmp_path):
    answer = run(postmortem.reference.lower(), "--output", str(tmp_path / "outage.pdf"))
    file = (tmp_path / "outage.pdf").read_bytes()
    assert file.startswith(b"%PDF-")
    assert (
        answer.stderr == f"Wrote {postmortem.reference}, {len(file):,} bytes, to {tmp_path / 'outage.pdf'}.\n"
    )


def test_a_kept_version_is_written_as_it_was(postmortem, ana, nine):
    content = as_json(read_document(postmortem)) | {"title": "As it was called then"}
    DocumentVersion.objects.create(
        postmortem=postmortem, number=3, stage="draft", content=content, at=nine, by=ana
    )
    written = json.loads(run(str(postmortem.pk), "--format", "json", "--version", "3").stdout)
    assert written["document"]["title"] == "As it was called then"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["PM-999"], "There is no post-mortem PM-999. Write its number, as PM-7."),
        (["PM-x"], "There is no post-mortem PM-x. Write its number, as PM-7."),
        (["{}", "--version", "9"], "--version: {} has no version 9."),
        (["{}", "--output", "/nowhere/at/all.md"], "--output: /nowhere/at/all.md cannot be written"),
        (["{}", "--format", "docx"], "'docx' is not one of"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_with_the_remedy(postmortem, words, complaint):
    answer = run(*(word.format(postmortem.reference) for word in words))
    assert answer.exit_code != 0
    assert complaint.format(postmortem.reference) in answer.output
