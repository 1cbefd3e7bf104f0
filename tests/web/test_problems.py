"""Pages of problems, what was seen before in room and post-mortem, the search: what they show and what they refuse."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.five_whys import Why
from clarion.problems.linking import link_incident, link_item
from clarion.problems.problem import Problem
from clarion.problems.writing import change_problem, make_known_error, resolve_problem
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem_of
from tests.factories.problems import a_problem, it_expired

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def reader(client, dev):
    client.force_login(dev)
    return client


def words(answer):
    return unescape(" ".join(answer.content.decode().split()))


def address(problem, rest=""):
    return f"/problems/{problem.public_id}/{rest}"


def test_the_empty_list_says_what_a_problem_is(reader):
    page = words(reader.get("/problems/"))
    assert "No problem yet. A problem is the cause behind one or more incidents" in page
    assert "Open a problem…" in page


def test_the_list_leads_with_what_came_back_and_leaves_out_what_is_resolved(reader, ben, checkout, now):
    incidents = [it_expired(checkout, by=ben, at=now, days_ago=days) for days in (60, 30, 0)]
    often = a_problem("Certificates expire", incidents=incidents, by=ben, at=now - timedelta(days=80))
    a_problem("Maps stay grey", by=ben, at=now)
    gone = resolve_problem(a_problem("Full disks", by=ben, at=now), "bigger ones", by=ben, at=now)
    page = words(reader.get("/problems/"))
    assert page.index(often.title) < page.index("Maps stay grey")
    assert "Third time in 90 days" in page
    assert gone.title not in page
    assert gone.title in words(reader.get("/problems/?state=resolved"))
    assert "Maps stay grey" not in words(reader.get("/problems/?often=on"))
    assert [each.title for each in reader.get(f"/problems/?q=PRB-{gone.pk}&state=all").context["page"]] == [
        gone.title
    ]
    assert "No problem fits" in words(reader.get("/problems/?q=zebra"))
    assert reader.get("/problems/?owner=x").status_code == 422


def test_the_list_asks_as_often_with_ten_times_as_much(reader, ben, checkout, now, django_assert_num_queries):
    def grow(number):
        for _ in range(number):
            a_problem(incidents=[it_expired(checkout, by=ben, at=now)], owner=ben, by=ben, at=now)

    grow(1)
    reader.get("/problems/")
    with django_assert_num_queries(7) as asked:
        reader.get("/problems/")
    grow(9)
    with django_assert_num_queries(len(asked.captured_queries)):
        reader.get("/problems/")


def test_a_problem_begins_with_the_words_of_the_incident_it_is_opened_from(reader, ben, checkout, now):
    before, incident = (it_expired(checkout, by=ben, at=now, workaround="pay by transfer") for _ in range(2))
    form = reader.get(f"/problems/new/?incident={incident.pk}&incident={before.pk}")
    assert form.context["form"].initial["cause"] == incident.cause
    answer = reader.post("/problems/new/", {"title": "Certificates", "incident": [incident.pk, before.pk]})
    problem = Problem.objects.get()
    assert answer["Location"] == address(problem)
    assert set(problem.incidents.all()) == {incident, before}
    for typed in ("x", "9" * 30, "77"):
        assert reader.get(f"/problems/new/?incident={typed}").status_code == 404


def test_a_title_that_is_missing_is_asked_for_and_nothing_typed_is_lost(reader):
    answer = reader.post("/problems/new/", {"title": "", "cause": "nobody renews them"})
    assert answer.status_code == 422
    assert "This field is required" in words(answer)
    assert "nobody renews them" in words(answer)


def test_whoever_saves_second_sees_both_texts_and_may_then_save(reader, ben, now):
    problem = a_problem(by=ben, at=now)
    change_problem(problem, {"cause": "the first words"}, by=ben, at=now)
    typed = {"title": problem.title, "cause": "the second words", "workaround": "w", "version": 1}
    answer = reader.post(address(problem, "change/"), typed)
    assert answer.status_code == 409
    assert "the first words" in words(answer)
    assert "the second words" in words(answer)
    assert 'name="version" value="2"' in words(answer)
    assert reader.post(address(problem, "change/"), {**typed, "version": 2}).status_code == 302
    problem.refresh_from_db()
    assert problem.cause == "the second words"


def test_a_known_error_without_a_cause_leads_to_the_form_that_says_what_is_missing(reader, ben, now):
    problem = a_problem(cause="", by=ben, at=now)
    answer = reader.post(address(problem, "known-error/"), follow=True)
    assert answer.redirect_chain == [(address(problem, "change/"), 302)]
    assert "A known error has its cause. Write its cause, then save." in words(answer)


def test_the_small_forms_of_a_problem_refuse_with_the_remedy_and_keep_what_was_typed(reader, ben, now):
    problem = a_problem(by=ben, at=now)
    for rest, typed, said in (
        ("resolve/", {"removal": ""}, "Say what removed the cause"),
        ("incidents/", {"incident": "INC-777777"}, "There is no incident “INC-777777”. Type its number"),
        ("items/", {"item": "the job"}, "There is no action item “the job”. Type its number"),
        ("reopen/", {"because": "it is back"}, f"{problem.reference} is not resolved"),
    ):
        answer = reader.post(address(problem, rest), typed)
        assert answer.status_code == 422
        assert said in words(answer)
        assert next(iter(typed.values())) in words(answer)


def test_a_problem_shows_its_incidents_action_items_and_post_mortems(reader, ben, checkout, now):
    incident = it_expired(checkout, by=ben, at=now)
    problem = a_problem(incidents=[incident], by=ben, at=now)
    postmortem = a_postmortem_of(incident, by=ben, at=now)
    item = ActionItem.objects.create(postmortem=postmortem, text="Renew by a job", added_at=now)
    link_item(problem, item, by=ben, at=now)
    answer = reader.get(address(problem))
    for shown in (
        incident.reference,
        "Checkout",
        item.text,
        postmortem.reference,
        "Renew it by hand: run renew-certificate.",
    ):
        assert shown in words(answer)
    assert [mark.incident for mark in answer.context["picture"].marks] == [incident]


def test_a_resolved_problem_says_what_removed_it_and_can_be_reopened(reader, ben, now):
    problem = resolve_problem(a_problem(by=ben, at=now), "a job renews them", by=ben, at=now)
    assert "a job renews them" in words(reader.get(address(problem)))
    page = words(reader.post(address(problem, "reopen/"), {"because": "it expired again"}, follow=True))
    assert "is open again" in page
    assert "it expired again" in page


def test_the_room_shows_the_workaround_of_a_similar_problem_with_the_reason_and_links_it(
    reader, ben, checkout, now
):
    before = it_expired(checkout, by=ben, at=now, days_ago=20)
    problem = make_known_error(a_problem(incidents=[before], by=ben, at=now), by=ben, at=now)
    incident = it_expired(checkout, by=ben, at=now)
    page = words(reader.get(f"/incidents/{incident.reference}/"))
    assert "Seen before" in page
    assert "Second time in 90 days" in page
    assert "Renew it by hand: run renew-certificate." in page
    assert "same service Checkout; both say" in page
    assert f"Link to {problem.reference}" in page
    answer = reader.post(f"/incidents/{incident.reference}/seen-before/", {"problem": problem.public_id})
    assert answer["Location"] == f"/incidents/{incident.reference}/#seen-before"
    page = words(reader.get(f"/incidents/{incident.reference}/"))
    assert f"by {problem.reference} and similar causes in Checkout" in page
    assert "Link to" not in page


def test_a_suggestion_without_a_problem_offers_to_open_one_with_both(reader, ben, checkout, now):
    before = it_expired(checkout, by=ben, at=now, days_ago=120, workaround="pay by transfer")
    incident = it_expired(checkout, by=ben, at=now)
    page = words(reader.get(f"/incidents/{incident.reference}/"))
    assert f"/problems/new/?incident={incident.pk}&incident={before.pk}" in page
    assert "What helped then: pay by transfer" in page


def test_a_room_that_was_never_seen_before_says_nothing_and_neither_does_planned_work(
    reader, ben, checkout, now
):
    incident = an_incident(by=ben, at=now)
    it_expired(checkout, by=ben, at=now)
    work = an_incident(
        "Renew the expired certificate of the gateway", planned=True, services={checkout: "under_maintenance"}, by=ben, at=now,
    )  # fmt: skip
    for each in (incident, work):
        assert "Seen before" not in words(reader.get(f"/incidents/{each.reference}/"))


def test_linking_to_what_is_not_there_is_not_found(reader, ben, now):
    incident = an_incident(by=ben, at=now)
    for typed in ({}, {"problem": "nonsense"}):
        assert reader.post(f"/incidents/{incident.reference}/seen-before/", typed).status_code == 404


def test_a_post_mortem_shows_what_others_found_and_did(reader, ben, checkout, now):
    before, incident = (it_expired(checkout, by=ben, at=now, days_ago=days) for days in (20, 0))
    theirs, ours = (a_postmortem_of(each, by=ben, at=now) for each in (before, incident))
    Why.objects.create(postmortem=theirs, answer="No alarm watched the certificate expire", added_at=now)
    ActionItem.objects.create(
        postmortem=theirs, text="Alert before a certificate expires", added_at=now, state="done", worked="yes"
    )
    page = words(reader.get(f"/postmortems/{ours.public_id}/"))
    assert "Second time in 90 days" in page
    assert "No alarm watched the certificate expire" in page
    assert "Alert before a certificate expires" in page
    assert "done · it worked" in page
    problem = a_problem("The certificate of the gateway expires", incidents=[before], by=ben, at=now)
    reader.post(f"/postmortems/{ours.public_id}/problem/", {"problem": problem.public_id})
    assert list(incident.problems.all()) == [problem]
    assert "Open a problem…" not in words(reader.get(f"/postmortems/{ours.public_id}/"))


def test_a_post_mortem_like_no_other_says_so(reader, ben, now):
    postmortem = a_postmortem_of(an_incident(by=ben, at=now), by=ben, at=now)
    assert "Nothing like it is known." in words(reader.get(f"/postmortems/{postmortem.public_id}/"))


def test_the_answer_for_another_part_does_not_search(reader, ben, checkout, now):
    postmortem = a_postmortem_of(it_expired(checkout, by=ben, at=now), by=ben, at=now)
    path = f"/postmortems/{postmortem.public_id}/"
    with CaptureQueriesContext(connection) as asked:
        reader.get(path, headers={"HX-Request": "true", "HX-Target": "impact"})
    assert not [query for query in asked.captured_queries if "problems_" in query["sql"]]


def test_search_marks_words_and_escapes_the_rest(reader, ben, now):
    incident = an_incident(
        "<b>Tokens</b> cannot be minted", cause="<script>alert(1)</script> tokens", by=ben, at=now
    )
    page = reader.get("/search/?q=token").content.decode()
    assert "&lt;b&gt;<mark>Tokens</mark>&lt;/b&gt; cannot be minted" in page
    assert "<script>alert" not in page
    assert f"/incidents/{incident.reference}/" in page


def test_search_leads_to_each_kind_where_it_is_read(reader, ben, checkout, now):
    incident = it_expired(checkout, by=ben, at=now)
    postmortem = a_postmortem_of(incident, by=ben, at=now)
    problem = a_problem("Expired certificates", incidents=[incident], by=ben, at=now)
    Why.objects.create(postmortem=postmortem, answer="The certificate expired", added_at=now)
    item = ActionItem.objects.create(postmortem=postmortem, text="Alert before it expires", added_at=now)
    results = {
        result.reference: result.address for result in reader.get("/search/?q=expire").context["results"]
    }
    page = f"/postmortems/{postmortem.public_id}/"
    assert results[incident.reference] == f"/incidents/{incident.reference}/"
    assert results[problem.reference] == f"/problems/{problem.public_id}/"
    assert results[item.reference] == f"{page}#items"
    assert results[postmortem.reference] in {page, f"{page}#causes"}
    only = reader.get("/search/?q=expire&kind=item").context["results"]
    assert [result.reference for result in only] == [item.reference]
    assert reader.get("/search/?q=expire&kind=letters").status_code == 422


def test_the_number_of_a_problem_leads_to_its_permanent_address(reader, ben, now):
    problem = a_problem("Expired certificates", by=ben, at=now)
    for typed in (str(problem.pk), problem.reference):
        assert reader.get(f"/problems/{typed}/")["Location"] == f"/problems/{problem.public_id}/"
    assert reader.get("/problems/PRB-999999/").status_code == 404


def test_search_says_when_nothing_or_only_a_part_is_found(reader, ben, now):
    an_incident("Tokens cannot be minted", by=ben, at=now)
    assert "Nothing holds “zebra”" in words(reader.get("/search/?q=zebra"))
    assert "What follows holds some of them" in words(reader.get("/search/?q=zebra+tokens"))
    assert "Search the words of post-mortems" in words(reader.get("/search/"))
    assert reader.get(f"/search/?q={'x' * 300}").status_code == 422


def test_an_incident_that_came_back_reopens_its_problem_from_the_room(reader, ben, checkout, now):
    before = it_expired(checkout, by=ben, at=now, days_ago=20)
    problem = a_problem(incidents=[before], by=ben, at=now - timedelta(days=19))
    resolve_problem(problem, "a job renews them", by=ben, at=now - timedelta(days=10))
    incident = it_expired(checkout, by=ben, at=now)
    page = words(
        reader.post(
            f"/incidents/{incident.reference}/seen-before/", {"problem": problem.public_id}, follow=True
        )
    )
    assert (
        f"{incident.reference} belongs to {problem.reference} now. It was resolved and is open again." in page
    )
    assert link_incident(problem, incident, by=ben, at=now) is False
