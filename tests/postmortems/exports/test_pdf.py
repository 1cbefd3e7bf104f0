"""The PDF export, read back: what stands in it, and that no text is markup."""

import io
import sys
from dataclasses import replace

import pytest

from clarion.postmortems.exports import pdf
from clarion.postmortems.exports.pdf import PdfNotInstalled, as_pages, as_pdf
from tests.postmortems.exports.samples import EMPTY, FULL, INCIDENT, long_document, why

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")

HOSTILE = '#panic("x") *a* _b_ $c$ `d` <e> @f = g \\ // /* "] } #set page(width: 1pt) \x07'


def words_of(file: bytes) -> str:
    """All words of all pages, without the places where a long one may be broken."""
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    return " ".join(text.replace("\u200b", "").split())


def test_it_holds_the_whole_document():
    words = words_of(as_pdf(FULL))
    for expected in (
        "Post-mortem PM-7 Card payments fail", "2026-03-10 09:51 Decision decided to renew the certificate by hand",
        "1,200 users measured payment log", "Went poorly", "AI-4 Add a test", "Mira of Gatewell", "verify error:num=10",
        "2.1 Contributor: The check was written when both were one machine Evidence: commit 4f2a Action items: AI-3",
    ):  # fmt: skip
        assert expected in words


def test_its_title_and_bookmarks_are_those_of_the_document():
    reader = pypdf.PdfReader(io.BytesIO(as_pdf(FULL)))
    assert reader.metadata.title == "PM-7 Card payments fail"
    assert reader.metadata.subject == "Post-mortem of INC-44"
    assert [each.title for each in reader.outline if not isinstance(each, list)] == [
        "Summary", "Timeline", "Causes", "Impact", "Lessons", "Action items", "People involved",
    ]  # fmt: skip


def test_without_anybody_involved_no_heading_takes_a_page_for_that():
    assert "People involved" not in words_of(as_pdf(EMPTY))


def test_every_page_says_what_it_is_of_its_number_and_whether_it_was_agreed():
    pages = pypdf.PdfReader(io.BytesIO(as_pdf(EMPTY))).pages
    for number, page in enumerate(pages, 1):
        words = " ".join(page.extract_text().split())
        assert "PM-7 Card payments fail Draft" in words
        assert f"Not agreed yet Page {number} of {len(pages)}" in words
    assert "Draft. This text was not agreed yet" in words_of(as_pdf(EMPTY))
    assert "As agreed on 2026-03-12 12:31 UTC" in words_of(as_pdf(FULL))


def test_the_same_document_makes_the_same_bytes():
    assert as_pdf(FULL) == as_pdf(FULL)


def test_what_people_wrote_is_never_markup():
    document = replace(
        FULL,
        title=HOSTILE,
        owner=HOSTILE,
        incidents=(replace(INCIDENT, impact=HOSTILE, services=(HOSTILE,)),),
        sections=dict.fromkeys(FULL.sections, HOSTILE),
        timeline=tuple(replace(each, text=HOSTILE) for each in FULL.timeline),
        whys=(why(HOSTILE, evidence=HOSTILE, accepted_risk=HOSTILE),),
        measures=tuple(replace(each, label=HOSTILE, unit=HOSTILE, source=HOSTILE) for each in FULL.measures),
        lessons={"well": (HOSTILE,)},
        items=tuple(replace(each, text=HOSTILE, owner=HOSTILE, outcome=HOSTILE) for each in FULL.items),
        involved=((HOSTILE, HOSTILE),),
    )
    assert words_of(as_pdf(document)).count('#panic("x") *a*') >= 18


def test_a_long_document_keeps_every_line_and_no_page_is_cut():
    document = long_document()
    file = as_pdf(document)
    words = words_of(file)
    assert all(f"line {number}:" in words for number in range(300))
    assert "W" * 120 in words.replace(" ", "")
    assert len(pypdf.PdfReader(io.BytesIO(file)).pages) < 40


def test_a_tree_that_is_too_large_for_a_sheet_is_drawn_in_pieces_or_told_in_words():
    pieces = list(pdf._cause_pictures(long_document()))
    assert len(pieces) > 1
    deep = None
    for number in range(40):
        deep = why(f"step {number}", *([deep] if deep else []))
    assert list(pdf._cause_pictures(replace(FULL, whys=(deep,)))) == []
    assert "The tree is too large to be drawn on paper" in words_of(as_pdf(replace(FULL, whys=(deep,))))


def test_a_branch_that_is_left_out_of_the_picture_is_said_to_be():
    deep = None
    for number in range(40):
        deep = why(f"step {number}", *([deep] if deep else []))
    words = words_of(as_pdf(replace(FULL, whys=(why("short"), deep))))
    assert "Branches that are too large to be drawn on paper, and stand in words only: 1." in words
    assert "Branches that are too large" not in words_of(as_pdf(FULL))


def test_it_meets_the_standard_for_readers_who_do_not_see_it():
    """PDF/UA-1: tagged, with alternative texts, title and language."""
    assert pdf._compiled(FULL, form="pdf", pdf_standards=["ua-1"])


def test_pages_can_be_had_as_pictures():
    pages = as_pages(EMPTY, dots_per_inch=20)
    assert len(pages) == len(pypdf.PdfReader(io.BytesIO(as_pdf(EMPTY))).pages)
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_without_the_extra_the_error_names_the_remedy(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(pdf, "pdf_is_installed", lambda: False)
    with pytest.raises(PdfNotInstalled, match=r"pip install 'clarion\[pdf\]'"):
        as_pdf(FULL)
