"""The template pages: what is in force, saving, mistakes, conflicts, the preview, the history."""

import pytest
from django.utils import timezone

from clarion.drafting import shipped_template
from clarion.updates.audiences import KINDS
from clarion.updates.templates import MessageTemplate, save_template, template_in_force
from clarion.web.text_diff import diff_lines
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PAGE = "/settings/templates/public/acknowledgement/"
OURS = """\
We are investigating a problem with {services}. {impact}.

Who is affected: {scope}. Since {started}.

Next update by {next_update}.
"""


@pytest.fixture
def admin(client, ana):
    client.force_login(ana)
    return client


def form(text, seen=0, **more):
    return {"text": text, "seen": seen, "note": "", "on": "", **more}


def said(answer) -> str:
    return answer.content.decode().replace("&#x27;", "'")


def test_the_list_says_which_are_changed_and_which_would_be_blocked(admin, ana):
    assert "changed" not in said(admin.get("/settings/templates/"))
    save_template("public", "progress", "An idiot broke it.", seen_version=0, by=ana, at=timezone.now())
    page = said(admin.get("/settings/templates/"))
    assert "<strong>changed</strong>: version 1 by Ana Sousa" in page
    assert page.count("would be blocked") == 1
    assert page.count("as shipped") == sum(len(kinds) for kinds in KINDS.values()) - 1


def test_a_template_is_saved_as_the_next_version(admin, ana):
    answer = admin.post(PAGE, form(OURS, note="shorter"), follow=True)
    assert "Version 1 is in force" in said(answer)
    row = MessageTemplate.objects.get()
    assert (row.version, row.text, row.note, row.edited_by) == (1, OURS, "shorter", ana)
    assert "shorter" in said(answer)


def test_the_text_in_force_is_not_saved_twice(admin):
    admin.post(PAGE, form(OURS))
    assert "nothing to save" in said(admin.post(PAGE, form(OURS, seen=1), follow=True))
    assert MessageTemplate.objects.count() == 1


def test_a_mistake_names_its_place_and_what_there_is_and_loses_nothing(admin):
    answer = admin.post(PAGE, form("Hello {servces}.\n{impact.__class__}\n"))
    assert answer.status_code == 422
    page = said(answer)
    assert "Line 1, character 7: “{servces}” is no placeholder. Perhaps you mean {services}." in page
    assert "Line 2, character 1: “{impact.__class__}” is no placeholder." in page
    assert "Placeholders there are: {reference}" in page
    assert "Hello {servces}.\n{impact.__class__}" in page, "the text is in the field"
    assert not MessageTemplate.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001, "\x00"])
def test_what_can_be_no_template_is_refused(admin, text):
    assert admin.post(PAGE, form(text)).status_code == 422
    assert not MessageTemplate.objects.exists()


@pytest.mark.parametrize("seen", ["", "-1", "x", "99999999999999999999"])
def test_a_version_that_no_page_showed_saves_nothing(admin, seen):
    assert admin.post(PAGE, form(OURS, seen=seen)).status_code == 422
    assert not MessageTemplate.objects.exists()


def test_a_template_that_the_review_would_block_is_saved_only_on_a_second_word(admin):
    bad = OURS + "An engineer forgot to renew a certificate.\n"
    answer = admin.post(PAGE, form(bad))
    assert answer.status_code == 422
    assert "Not saved yet: no text from this template could go out as it is." in said(answer)
    assert "Save all the same" in said(answer)
    assert not MessageTemplate.objects.exists()
    admin.post(PAGE, form(bad, anyway="yes"))
    assert MessageTemplate.objects.get().text == bad


def test_a_template_that_would_name_staff_to_readers_outside_would_be_blocked(admin):
    answer = admin.post(PAGE, form(OURS + "Questions go to {commander}.\n"))
    assert "Names a member of staff" in said(answer)


def test_a_template_without_the_promise_would_be_blocked(admin):
    answer = admin.post(PAGE, form("We are investigating a problem with {services}."))
    assert "Say when the next update comes" in said(answer)


def test_of_two_editors_the_second_sees_both_texts_and_chooses(admin, ana):
    first = OURS.replace("Who is", "Who may be")
    save_template("public", "acknowledgement", first, seen_version=0, by=ana, at=timezone.now())
    answer = admin.post(PAGE, form(OURS))
    assert answer.status_code == 409
    page = said(answer)
    assert "Ana Sousa saved version 1 while you were editing." in page
    assert OURS in page
    assert "<ins>" in page
    assert "Who may be affected" in page
    assert 'name="seen" value="1">Save mine as version 2' in page
    assert 'type="hidden" name="seen" value="0"' not in page, "only a choice sends a version"
    admin.post(PAGE, form(OURS, seen=1))
    assert [row.text for row in MessageTemplate.objects.order_by("version")] == [first, OURS]


def test_the_preview_answers_with_the_filled_text_and_its_review_and_saves_nothing(admin):
    text = OURS + "An engineer forgot to renew a certificate.\n"
    answer = admin.post(f"{PAGE}preview/", form(text), headers=HTMX)
    fragment = said(answer)
    assert fragment.lstrip().startswith('<div id="preview"')
    assert "Who is affected: 25 % of users in Spain and Portugal." in fragment
    assert "block blame" in fragment
    assert "The review would block this text." in fragment
    assert said(admin.post(f"{PAGE}preview/", form(text))).startswith("<!doctype html>")
    assert not MessageTemplate.objects.exists()


def test_the_preview_shows_a_real_incident_with_what_its_record_does_not_know(admin, ana, checkout, nine):
    incident = an_incident("Refunds <b>hang</b>", services={checkout: "major_outage"}, by=ana, at=nine)
    fragment = said(admin.post(f"{PAGE}preview/", form(OURS, on=incident.pk), headers=HTMX))
    assert "a problem with Checkout. Refunds &lt;b&gt;hang&lt;/b&gt;." in fragment
    assert '<mark class="open">[[who is affected, or how many]]</mark>' in fragment
    page = said(admin.post(f"{PAGE}preview/", form(OURS, on=incident.pk)))
    assert f'value="{incident.pk}" selected' in page, "without JavaScript the choice stays"


@pytest.mark.parametrize("on", ["999999", "x", "-1", "99999999999999999999999"])
def test_an_incident_that_is_not_offered_shows_the_sample(admin, on):
    assert "Spain" in said(admin.post(f"{PAGE}preview/", form(OURS, on=on), headers=HTMX))


@pytest.mark.parametrize("text", ["", "{", "{x.__class__}", "<script>alert(1)</script>", "[[" * 500])
def test_whatever_is_typed_the_preview_answers(admin, text):
    answer = admin.post(f"{PAGE}preview/", form(text), headers=HTMX)
    assert answer.status_code == 200
    assert "<script>" not in said(answer)


@pytest.mark.parametrize(
    ("audience", "kind"),
    [("support", "talking_points"), ("customer", "customer_reply"), ("public", "correction")],
)
def test_every_kind_previews_on_an_incident(admin, ana, nine, audience, kind):
    incident = an_incident(by=ana, at=nine)
    address = f"/settings/templates/{audience}/{kind}/preview/"
    answer = admin.post(address, form(shipped_template(audience, kind), on=incident.pk), headers=HTMX)
    assert "Card payments fail" in said(answer)


def test_versions_are_compared_restored_and_the_shipped_text_comes_back(admin):
    admin.post(PAGE, form(OURS))
    admin.post(PAGE, form(OURS.replace("Who is", "Who may be"), seen=1))
    page = said(admin.get(f"{PAGE}?from=1&to=2"))
    assert "From version 1 to version 2" in page
    assert '<del><span class="visually-hidden">removed: </span>Who is affected' in page
    assert '<ins><span class="visually-hidden">added: </span>Who may be affected' in page
    answer = admin.post(f"{PAGE}restore/", {"version": "1", "seen": "2"}, follow=True)
    assert "Version 1 is in force again, as version 3." in said(answer)
    answer = admin.post(f"{PAGE}restore/", {"version": "shipped", "seen": "3"}, follow=True)
    assert "The shipped text is in force again." in said(answer)
    assert template_in_force("public", "acknowledgement").is_shipped
    assert MessageTemplate.objects.count() == 4


def test_restoring_from_an_old_page_restores_nothing(admin):
    admin.post(PAGE, form(OURS))
    answer = admin.post(f"{PAGE}restore/", {"version": "shipped", "seen": "0"}, follow=True)
    assert "Nothing was restored: Ana Sousa saved version 1 meanwhile." in said(answer)
    assert MessageTemplate.objects.count() == 1


@pytest.mark.parametrize("version", ["7", "", "x", "-1"])
def test_a_version_that_is_not_there_is_not_restored(admin, version):
    answer = admin.post(f"{PAGE}restore/", {"version": version, "seen": "0"}, follow=True)
    assert "There is no version" in said(answer)


@pytest.mark.parametrize("query", ["from=99&to=x", "from=", "to=shipped"])
def test_a_comparison_that_cannot_be_made_shows_the_page(admin, query):
    assert admin.get(f"{PAGE}?{query}").status_code == 200


@pytest.mark.parametrize("path", ["public/talking_points", "nobody/progress", "public/nothing"])
def test_there_is_no_page_for_what_is_never_sent(admin, path):
    assert admin.get(f"/settings/templates/{path}/").status_code == 404


def test_a_difference_reads_line_by_line_the_old_words_first():
    assert ["".join(line) for line in diff_lines("a\nb\nc\n", "a\nB\nc\nd\n")] == [
        " a",
        "-b",
        "+B",
        " c",
        "+d",
    ]
