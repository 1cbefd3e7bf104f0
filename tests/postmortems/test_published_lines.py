"""What readers were told, in the timeline of a post-mortem: the opening words of the public page, and nothing of other texts."""

from datetime import timedelta

import pytest

from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Source, record_entry
from clarion.intake.github_status import parse
from clarion.intake.write_history import write_history
from clarion.postmortems.document import read_document
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.ownership import cover
from clarion.postmortems.published_lines import LONGEST_OPENING
from clarion.postmortems.timeline_checks import silences, without_evidence
from clarion.web.postmortem_parts.timeline import Told
from tests.factories.incidents import an_incident, put_right, say
from tests.factories.postmortems import a_postmortem, end
from tests.intake.test_github_status import incident, lines

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def told(postmortem) -> list[str]:
    return [line.text for line in read_document(postmortem).timeline]


def quoted(postmortem) -> list[str]:
    return [text for text in told(postmortem) if text.startswith("“")]


def test_a_line_quotes_what_the_public_page_was_told_without_marks_and_cut_at_a_word(ana, nine):
    it = an_incident(by=ana, at=nine)
    say(it, "**Card payments** fail & [refunds](https://example.com) wait.", by=ana, at=nine + MINUTE)
    say(it, "We look into it. " * 20, by=ana, at=nine + 9 * MINUTE)
    end(it, by=ana, at=nine + 60 * MINUTE)
    first, second = quoted(open_postmortem([it], by=ana, at=nine + 90 * MINUTE))
    assert first == "“Card payments fail & refunds wait.” (public page, acknowledgement)"
    assert second.endswith("…” (public page, progress)")
    assert len(second) <= LONGEST_OPENING + len("“” (public page, progress)")


def test_of_other_texts_the_timeline_says_only_that_they_were_published(ana, nine):
    it = an_incident(by=ana, at=nine)
    say(it, "Dear Ms Smith, your payment failed.", audience="support", by=ana, at=nine + MINUTE)
    end(it, by=ana, at=nine + 60 * MINUTE)
    assert all("Smith" not in line for line in told(open_postmortem([it], by=ana, at=nine + 90 * MINUTE)))


def test_texts_that_look_back_and_their_corrections_are_no_part_of_what_happened(ana, nine):
    it = an_incident(by=ana, at=nine)
    say(it, "Card payments fail.", by=ana, at=nine + MINUTE)
    end(it, by=ana, at=nine + 60 * MINUTE)
    postmortem = open_postmortem([it], by=ana, at=nine + 90 * MINUTE)
    late = nine + timedelta(days=2)
    public = say(it, "We have looked back.", kind="postmortem", promise=None, by=ana, at=late)
    say(it, "What it cost.", audience="leadership", kind="rca", promise=None, by=ana, at=late + MINUTE)
    put_right(public, "We have looked back.", "It was different.", by=ana, at=late + 5 * MINUTE)
    assert it.updates.count() == 4
    document = read_document(postmortem)
    assert [line.text for line in document.timeline if line.source == Source.UPDATE] == [
        (
            f"Public page acknowledgement of {it.reference} approved all the same: a test says something that the review may"
            " object to"
        ),
        "“Card payments fail.” (public page, acknowledgement)",
    ]
    shown = [entry for entry in Told(postmortem, document).entries if entry.source == Source.UPDATE]
    assert [entry.occurred_at for entry in shown] == [nine + MINUTE] * 2
    assert it.entries.current()[0].occurred_at == late + 5 * MINUTE


def imported(number: str, *, by, at) -> Incident:
    write_history(parse(lines(incident(id=number)), "f").incidents, by=by, at=at)
    return Incident.objects.get(source_key=f"github-status:{number}")


def test_of_an_imported_incident_every_update_is_told_and_the_note_of_the_import_is_left_out(ana, nine):
    later = nine + timedelta(days=1)
    postmortem = open_postmortem([imported("101", by=ana, at=later)], by=ana, at=later)
    document = read_document(postmortem)
    assert [line.text for line in document.timeline][:2] == [
        "“We are looking.” (public page, acknowledgement)",
        "“Still looking.” (public page, progress)",
    ]
    assert len(document.timeline) == 5
    assert list(without_evidence(document)) == []


def test_a_title_that_turns_the_text_around_is_imported_without_the_mark(ana, nine):
    turned = incident(id="102", title="Cards \u202eliaf\u202c")
    write_history(parse(lines(turned), "f").incidents, by=ana, at=nine + timedelta(days=1))
    it = Incident.objects.get(source_key="github-status:102")
    assert {it.title, *it.updates.values_list("title", flat=True)} == {"Cards liaf"}


def test_what_is_covered_later_brings_its_published_updates_too(ana, nine):
    later = nine + timedelta(days=1)
    postmortem = a_postmortem(by=ana, at=later)
    before = len(read_document(postmortem).timeline)
    cover(postmortem, imported("102", by=ana, at=later), by=ana, at=later)
    assert len(read_document(postmortem).timeline) == before + 5


def test_a_person_s_line_stays_as_it_was_written(ana, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    record_entry(postmortem.incidents.get(), "told Support, published", source=Source.PERSON, at=nine, by=ana)
    assert "told Support, published" in told(postmortem)


def test_a_silence_after_a_quoted_line_is_told_with_one_pair_of_quotes(ana, nine):
    later = nine + timedelta(days=1)
    document = read_document(open_postmortem([imported("103", by=ana, at=later)], by=ana, at=later))
    words = " ".join(each.words for each in silences(document))
    assert "““" not in words
    assert "(“Still looking.” (public page" in words
