"""The workspace's templates: every save a version, nothing lost, nobody overwritten, drafts filled from what is in force."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.append_only import Written
from clarion.accounts.permission import NotAllowed
from clarion.drafting import shipped_template
from clarion.updates import templates
from clarion.updates.audiences import KINDS, Audience
from clarion.updates.suggested_text import start_draft
from clarion.updates.templates import (
    MessageTemplate,
    TemplateChanged,
    restore_template,
    save_template,
    template_in_force,
    template_versions,
    templates_in_force,
    use_shipped_template,
)
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db

OURS = "Marlow Pay: {impact}. We look into it.\n\nNext update by {next_update}.\n"
PUBLIC = ("public", "acknowledgement")


def save(text, seen, by, at, **more):
    return save_template(*PUBLIC, text, seen_version=seen, by=by, at=at, **more)


def test_until_somebody_changes_it_the_shipped_text_is_in_force():
    current = template_in_force(*PUBLIC)
    assert (current.version, current.is_shipped) == (0, True)
    assert current.text == shipped_template(*PUBLIC)


def test_a_saved_text_is_the_next_version_and_fills_new_drafts(ana, nine):
    saved = save(OURS, 0, ana, nine, note="our voice")
    assert (saved.version, saved.is_shipped, saved.latest.note) == (1, False, "our voice")
    draft = start_draft(an_incident(by=ana, at=nine), "public", by=ana, at=nine)
    assert draft.text == "Marlow Pay: Card payments fail. We look into it.\n\nNext update by 09:20 UTC.\n"
    assert template_in_force("customer", "acknowledgement").is_shipped, "other templates are as they were"


def test_every_version_is_kept_and_the_highest_is_in_force(ana, nine):
    save(OURS, 0, ana, nine)
    save("Two. {impact}.", 1, ana, nine)
    restore_template(*PUBLIC, 1, seen_version=2, by=ana, at=nine)
    back = use_shipped_template(*PUBLIC, seen_version=3, by=ana, at=nine)
    rows = [(row.version, row.is_shipped, row.note) for row in template_versions(*PUBLIC)]
    assert rows == [
        (4, True, "back to the shipped text"),
        (3, False, "version 1 again"),
        (2, False, ""),
        (1, False, ""),
    ]
    assert [row.text for row in template_versions(*PUBLIC)] == [
        shipped_template(*PUBLIC),
        OURS,
        "Two. {impact}.\n",
        OURS,
    ]
    assert back.is_shipped


def test_back_to_the_shipped_text_follows_what_a_new_release_ships(ana, nine, monkeypatch):
    save(OURS, 0, ana, nine)
    use_shipped_template(*PUBLIC, seen_version=1, by=ana, at=nine)
    monkeypatch.setattr(templates, "shipped_template", lambda audience, kind: "better\n")
    assert template_in_force(*PUBLIC).text == "better\n"


def test_a_restored_version_of_the_shipped_text_is_the_shipped_text(ana, nine):
    save(OURS, 0, ana, nine)
    use_shipped_template(*PUBLIC, seen_version=1, by=ana, at=nine)
    save(OURS, 2, ana, nine)
    assert restore_template(*PUBLIC, 2, seen_version=3, by=ana, at=nine).is_shipped


def test_what_is_in_force_already_is_not_saved_again(ana, nine):
    assert save(shipped_template(*PUBLIC).replace("\n", "\r\n"), 0, ana, nine).version == 0
    assert save(OURS, 0, ana, nine).version == 1
    assert save(OURS, 1, ana, nine).version == 1
    assert use_shipped_template(*PUBLIC, seen_version=1, by=ana, at=nine).version == 2
    assert use_shipped_template(*PUBLIC, seen_version=2, by=ana, at=nine).version == 2
    assert save(shipped_template(*PUBLIC), 2, ana, nine).is_shipped
    assert MessageTemplate.objects.count() == 2


def test_of_two_admins_who_edit_at_once_the_second_is_told_and_nothing_is_overwritten(ana, nine):
    save("First. {impact}.", 0, ana, nine)
    with pytest.raises(TemplateChanged) as conflict:
        save("Second. {impact}.", 0, ana, nine)
    assert conflict.value.current.text == "First. {impact}.\n"
    assert [row.text for row in template_versions(*PUBLIC)] == ["First. {impact}.\n"]


def test_who_is_overtaken_between_look_and_save_is_told_too(ana, nine, monkeypatch):
    look = templates.template_in_force

    def overtaken(audience, kind):
        seen = look(audience, kind)
        if seen.version == 0:
            MessageTemplate(
                audience=audience, kind=kind, version=1, text="First.\n", edited_by=ana, edited_at=nine
            ).save()
        return seen

    monkeypatch.setattr(templates, "template_in_force", overtaken)
    with pytest.raises(TemplateChanged) as conflict:
        save("Second. {impact}.", 0, ana, nine)
    assert conflict.value.current.text == "First.\n"


def test_a_version_is_neither_changed_nor_deleted(ana, nine):
    save(OURS, 0, ana, nine)
    row = MessageTemplate.objects.get()
    row.text = "other"
    with pytest.raises(Written):
        row.save()
    with pytest.raises(Written):
        row.delete()


def test_a_template_with_a_mistake_is_not_saved_and_all_mistakes_are_named(ana, nine):
    with pytest.raises(ValidationError) as refused:
        save("{service}\n{x.__class__}", 0, ana, nine)
    first, second, known = refused.value.messages
    assert first == "Line 1, character 1: “{service}” is no placeholder. Perhaps you mean {services}."
    assert second == "Line 2, character 1: “{x.__class__}” is no placeholder."
    assert known.startswith("Placeholders there are: {reference}, {title},")
    assert not MessageTemplate.objects.exists()


@pytest.mark.parametrize(
    ("audience", "kind"), [("public", "talking_points"), ("nobody", "progress"), ("public", "")]
)
def test_there_is_no_template_for_what_is_never_sent(ana, nine, audience, kind):
    with pytest.raises(ValidationError, match="no template of this kind"):
        save_template(audience, kind, OURS, seen_version=0, by=ana, at=nine)


def test_only_an_admin_changes_templates(ben, nine):
    for act in (
        lambda: save(OURS, 0, ben, nine),
        lambda: use_shipped_template(*PUBLIC, seen_version=0, by=ben, at=nine),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_all_templates_in_force_are_listed_in_one_query(ana, nine, django_assert_num_queries):
    save(OURS, 0, ana, nine)
    save(f"{OURS}More.", 1, ana, nine + timedelta(minutes=1))
    with django_assert_num_queries(1):
        listed = list(templates_in_force())
    assert len(listed) == sum(len(kinds) for kinds in KINDS.values())
    assert [(each.audience, each.version) for each in listed if not each.is_shipped] == [(Audience.PUBLIC, 2)]
