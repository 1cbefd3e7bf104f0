"""The review of the whole document looks at each text as what it is, and a rewrite that is used goes where it belongs."""

import pytest

from clarion.incidents.added_lines import add_lines
from clarion.incidents.timeline import Entry
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.blameless import missing_review, people_in, remarks_on, texts_of
from clarion.postmortems.document import read_document
from clarion.postmortems.five_whys import Why
from clarion.postmortems.impact import Measure
from clarion.postmortems.item_following import drop_item
from clarion.postmortems.lessons import Lesson
from clarion.postmortems.people_involved import Involved
from clarion.postmortems.rewrites import NotOffered, remarks_of, use_rewrite
from clarion.postmortems.roles_held import roles_held
from clarion.postmortems.sections import Part
from clarion.postmortems.stages import make_final
from clarion.postmortems.writing import PostMortemClosed
from clarion.review import Kind
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
BLAME = "Ana forgot to renew the certificate."
SYSTEM = "The certificate was not renewed: nothing renewed it or warned of it."


@pytest.fixture
def full(ana, ben, nine):
    """A post-mortem with the same blame in each of its texts."""
    postmortem = a_postmortem(by=ana, at=nine)
    postmortem.sections.update(text=f"It began at ten.\n\n{BLAME}\n")
    add_lines(postmortem.incidents.get(), BLAME, by=ben, at=nine)
    top = Why.objects.create(postmortem=postmortem, answer=BLAME, accepted_risk=BLAME, added_at=nine)
    Why.objects.create(postmortem=postmortem, above=top, answer=BLAME, added_at=nine)
    Measure.objects.create(
        postmortem=postmortem, side="external", metric="users", value=5, unit="users", source=BLAME
    )
    Lesson.objects.create(postmortem=postmortem, kind="poorly", text=BLAME)
    ActionItem.objects.create(postmortem=postmortem, text=BLAME, outcome=BLAME, added_at=nine)
    Involved.objects.create(postmortem=postmortem, name="Ana Sousa", role="on-call engineer")
    return postmortem


def test_every_text_is_looked_at_as_what_it_is_and_nothing_else_is(full):
    kinds = {place.key: place.kind for place in texts_of(read_document(full))}
    assert (kinds["section:summary:1"], kinds["section:causes:2"]) == (Kind.POSTMORTEM_TEXT, Kind.ROOT_CAUSE)
    assert {Kind.WHY_ANSWER, Kind.ACTION_ITEM, Kind.TIMELINE_ENTRY} <= set(kinds.values())
    # Two paragraphs a section, a line, two answers with a risk, a source, a lesson, an item with its outcome.
    assert len(list(texts_of(read_document(full)))) == 2 * len(Part) + 1 + 3 + 1 + 1 + 2


def test_the_names_of_people_involved_and_owners_are_known_and_never_looked_at(full):
    document = read_document(full)
    assert people_in(document) == {"Ana Sousa": "on-call engineer"}
    assert all("Ana Sousa" not in place.text for place in texts_of(document))


def test_each_blame_is_found_in_its_place_with_its_rewrite(full):
    remarks = [each for each in remarks_on(read_document(full)) if each.finding.rule == "blame"]
    assert len(remarks) == len(Part) + 1 + 3 + 1 + 1 + 2
    assert {each.rewrite.suggestion for each in remarks} == {SYSTEM.removesuffix(".")}
    assert {each.place.part for each in remarks} == {
        "summary", "timeline", "causes", "impact", "lessons", "items",
    }  # fmt: skip


def test_what_blocks_is_missing_once_a_text(full):
    lines = [each for each in missing_review(read_document(full)) if each.where == "summary"]
    assert [each.words for each in lines] == ["Summary, paragraph 2: “Ana forgot to” should not stand there"]


def test_where_no_rewrite_is_safe_a_question_helps(ana, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    postmortem.sections.filter(part=Part.SUMMARY).update(text="The cause was human error.")
    remark = next(each for each in remarks_of(postmortem) if each.finding.rule == "blame")
    assert remark.rewrite is None
    assert remark.question.startswith("What made this possible?")


def test_a_name_that_no_rule_minds_is_found_by_everybodys_role(ana, ben, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    incident = postmortem.incidents.get()
    incident.operations_lead = ben
    incident.save()
    postmortem.sections.filter(part=Part.SUMMARY).update(text="Ben changed the limit to 20.")
    assert roles_held(postmortem)["Ben Okafor"] == "operations lead"
    remark = next(each for each in remarks_of(postmortem) if each.finding.rule == "named_person")
    assert (remark.rewrite.quote, remark.rewrite.suggestion) == ("Ben", "The operations lead")
    assert not remark.blocks


@pytest.mark.parametrize(
    "blame",
    [
        "Ana forgot about the certificate.",
        "Ana never told support about it.",
        "Then Ana broke checkout.",
    ],
)
def test_a_rewrite_that_would_be_blocked_again_is_not_offered(ana, nine, blame):
    postmortem = a_postmortem(by=ana, at=nine)
    postmortem.incidents.update(commander=ana)
    postmortem.sections.filter(part=Part.SUMMARY).update(text=blame)
    (remark,) = [each for each in remarks_of(postmortem) if each.place.part == Part.SUMMARY]
    assert (remark.finding.rule, remark.rewrite, remark.blocks) == ("blame", None, True)
    assert remark.question.startswith("What made this possible?")


def test_where_the_act_can_be_told_without_the_person_the_verb_is_rewritten_too(ana, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    postmortem.incidents.update(commander=ana)
    postmortem.sections.filter(part=Part.SUMMARY).update(text="Ana forgot to do the check.")
    (remark,) = [each for each in remarks_of(postmortem) if each.place.part == Part.SUMMARY]
    assert remark.rewrite.suggestion == "The check was not done"


def test_what_was_dropped_is_not_reviewed_any_more(full, ana, nine):
    drop_item(full.action_items.get(), "the table is gone", by=ana, at=nine)
    assert [place.key for place in texts_of(read_document(full)) if place.part == "items"] == []


def test_used_everywhere_the_rewrite_stands_everywhere_and_the_review_is_content(full, ana, nine):
    for remark in remarks_of(full):
        if remark.rewrite:
            use_rewrite(
                full, remark.place.key, text=remark.place.text, start=remark.rewrite.start,
                suggestion=remark.rewrite.suggestion, by=ana, at=nine,
            )  # fmt: skip
    document = read_document(full)
    assert [place.text for place in texts_of(document) if "forgot" in place.text] == []
    assert document.sections["summary"] == f"It began at ten.\n\n{SYSTEM}\n"
    assert full.sections.get(part=Part.SUMMARY).versions.first().text == f"It began at ten.\n\n{SYSTEM}\n"
    assert document.whys[0].answer == SYSTEM
    assert Entry.objects.filter(text=BLAME).exists()
    assert list(missing_review(document)) == []


def test_a_rewrite_is_not_written_over_words_that_changed_or_that_were_never_offered(full, ana, nine):
    remark = next(each for each in remarks_of(full) if each.rewrite)
    asked = {
        "text": remark.place.text,
        "start": remark.rewrite.start,
        "suggestion": remark.rewrite.suggestion,
    }
    with pytest.raises(NotOffered):
        use_rewrite(full, remark.place.key, **{**asked, "suggestion": "Anything."}, by=ana, at=nine)
    full.sections.filter(part=Part.SUMMARY).update(text="Other words.")
    with pytest.raises(NotOffered):
        use_rewrite(full, remark.place.key, **asked, by=ana, at=nine)


def test_nothing_is_rewritten_in_what_is_final(full, ana, nine):
    remark = next(each for each in remarks_of(full) if each.rewrite)
    make_final(full, seen_version=None, override_reason="it is late", by=ana, at=nine)
    with pytest.raises(PostMortemClosed):
        use_rewrite(
            full, remark.place.key, text=remark.place.text, start=remark.rewrite.start,
            suggestion=remark.rewrite.suggestion, by=ana, at=nine,
        )  # fmt: skip
