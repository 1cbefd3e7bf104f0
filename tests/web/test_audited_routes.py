"""Every route that changes something leaves a line in the audit log: one table.

A new route needs a line in `CHANGING` (how to use it once, and which act the log then tells) or its name in `READING`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clarion.accounts.api_tokens import ApiToken, make_api_token
from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.glossary import GlossaryTerm
from clarion.accounts.one_time_links import make_one_time_token
from clarion.accounts.origin import Via
from clarion.accounts.partner_keys import PartnerKey
from clarion.accounts.people import Person
from clarion.accounts.tokens import IntakeToken, make_intake_token
from clarion.accounts.workspace import Workspace
from clarion.flows.approve import approve
from clarion.flows.call import mark_and_call
from clarion.flows.drill import start_drill
from clarion.flows.maintenance import Recurring, plan
from clarion.flows.partner_keys import make_partner_key
from clarion.flows.publish import publish
from clarion.flows.put_right import propose_quietly
from clarion.incidents.added_lines import add_lines
from clarion.incidents.alerts import Suggestion
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Entry
from clarion.intake.kept_files import Kept, keep
from clarion.intake.sources import Source
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.comments import comment
from clarion.postmortems.demand_settings import current_demands
from clarion.postmortems.five_whys import Why
from clarion.postmortems.impact import Measure
from clarion.postmortems.item_calendar import make_item_calendar
from clarion.postmortems.item_following import close_item
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.lesson_writing import add_lesson
from clarion.postmortems.lessons import Lesson
from clarion.postmortems.measuring import add_measures
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.people import add_involved
from clarion.postmortems.people_involved import Involved
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.section_writing import section_of, write_section
from clarion.postmortems.sections import Part
from clarion.postmortems.stages import ask_for_review, make_final
from clarion.postmortems.trackers.account import TrackerAccount, connect_tracker
from clarion.postmortems.trackers.ticket_link import link_ticket
from clarion.postmortems.why_tree import add_why, take_out
from clarion.practice.drills.drill import Drill, DrillRole
from clarion.practice.drills.offered import find_script
from clarion.problems.linking import link_incident, link_item
from clarion.problems.opening import open_problem
from clarion.problems.problem import Problem
from clarion.problems.writing import resolve_problem
from clarion.subscribers.bounce_tokens import BounceToken, make_bounce_token
from clarion.subscribers.call_rows import CallState
from clarion.subscribers.calls import Call
from clarion.subscribers.deliveries import Delivery, DeliveryState
from clarion.subscribers.import_files import ImportFile
from clarion.subscribers.tallies import count, count_written
from clarion.updates.cadence import SHIPPED
from clarion.updates.dismissals import DismissedFinding, dismiss
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.planned_texts import Step
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import QuietProposal
from clarion.updates.review_of_draft import review_draft
from clarion.updates.suggested_text import start_draft, start_planned_draft
from clarion.updates.templates import save_template
from clarion.web import practice_urls
from clarion.web.forms.demands import forms_of
from clarion.web.forms.entry import EntryForm
from clarion.web.urls import urlpatterns
from tests.factories.incidents import an_incident
from tests.factories.pictures import an_upload
from tests.factories.postmortems import a_postmortem, end
from tests.factories.subscribers import a_subscriber
from tests.intake.other_pages import statuspage
from tests.postmortems.trackers.stand_in import GITHUB_TOKEN, Trackers, trackers

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.7"
PASSWORD = "three tired horses"
MEASURE = {"side": "external", "metric": "users", "value": 1200, "unit": "users"}
TYPED_MEASURE = {"what": "external:users", "value": "1,300", "unit": "users", "how": "measured"}
WHY = "a test says something that the review may object to"

type Request = tuple[str, dict[str, Any]]


@dataclass
class Scene:
    """What a route needs to be used, made when it is asked for. Ana, an admin, will use the route."""

    ana: Person
    ben: Person
    issues: Trackers

    @property
    def at(self) -> Any:
        return timezone.now()

    @cached_property
    def incident(self) -> Incident:
        return an_incident(by=self.ben, at=self.at)

    @cached_property
    def draft(self) -> Draft:
        draft = start_draft(self.incident, "public", by=self.ben, at=self.at)
        changes = {
            "text": "Ravi broke the card payments.\n",
            "next_update_at": self.at + timedelta(minutes=20),
        }
        edit_draft(draft, changes, seen_version=None, by=self.ben, at=self.at)
        return draft

    @cached_property
    def approved(self) -> Draft:
        approve(self.draft, seen_version=self.draft.version, by=self.ana, at=self.at, override_reason=WHY)
        return self.draft

    @cached_property
    def update(self) -> IncidentUpdate:
        return publish(self.approved, by=self.ana, at=self.at)

    @cached_property
    def finding(self) -> Any:
        return next(found for found in review_draft(self.draft, at=self.at).findings if found.rule == "blame")

    @cached_property
    def postmortem(self) -> PostMortem:
        return open_postmortem([self.over], by=self.ben, at=self.at, owner=self.ben)

    @cached_property
    def tracker(self) -> TrackerAccount:
        account = TrackerAccount(
            kind="github", address="https://api.github.com", project="acme/shop", secret="a token"
        )
        return connect_tracker(account, by=self.ana, at=self.at)

    @cached_property
    def linked(self) -> ActionItem:
        link_ticket(self.item, self.tracker, by=self.ben, at=self.at)
        return self.item

    @cached_property
    def over(self) -> Incident:
        """An incident that is over and has no post-mortem."""
        end(self.incident, by=self.ben, at=self.at)
        return self.incident

    @cached_property
    def suggestion(self) -> Suggestion:
        return Suggestion.objects.create(
            group_key="payments",
            title="Card payments fail",
            severity="SEV2",
            first_alert_at=self.at,
            received_at=self.at,
        )

    @cached_property
    def why(self) -> Why:
        words = {"answer": "The certificate of the gateway expired", "kind": "trigger"}
        return add_why(self.postmortem, words, by=self.ben, at=self.at)

    @property
    def whys(self) -> str:
        return f"/postmortems/{self.postmortem.public_id}/whys/"

    def of_why(self, act: str = "") -> str:
        return f"{self.whys}{self.why.pk}/{act}/".replace("//", "/")

    @cached_property
    def line(self) -> Entry:
        return add_lines(self.incident, "rolled back", by=self.ben, at=self.at)[0]

    def learn(self, path: str) -> str:
        return f"/postmortems/{self.postmortem.public_id}/{path}"

    @cached_property
    def measure(self) -> Measure:
        return add_measures(self.postmortem, [MEASURE], by=self.ben, at=self.at)[0]

    @cached_property
    def lesson(self) -> Lesson:
        return add_lesson(self.postmortem, "well", "The alert fired.", by=self.ben, at=self.at)

    @cached_property
    def involved(self) -> Involved:
        return add_involved(self.postmortem, "Ida", "", by=self.ben, at=self.at)

    @cached_property
    def problem(self) -> Problem:
        return open_problem(
            "Certificates", cause="nobody renews them", workaround="renew by hand", by=self.ben, at=self.at
        )

    def resolved_problem(self) -> Problem:
        return resolve_problem(self.problem, "renewed by a job", by=self.ben, at=self.at)

    def problem_of_incident(self) -> Problem:
        link_incident(self.problem, self.incident, by=self.ben, at=self.at)
        return self.problem

    @cached_property
    def action_item(self) -> ActionItem:
        return ActionItem.objects.create(postmortem=self.postmortem, text="Renew by a job", added_at=self.at)

    def problem_of_item(self) -> Problem:
        link_item(self.problem, self.action_item, by=self.ben, at=self.at)
        return self.problem

    def words(self) -> dict[str, Any]:
        """What the form of a line sends back when nothing was typed."""
        form = EntryForm.of(self.line)
        return {
            name: field.prepare_value(form.get_initial_for_field(field, name)) or ""
            for name, field in form.fields.items()
        }

    @cached_property
    def proposal(self) -> QuietProposal:
        return propose_quietly(
            self.update, wrong_words="broke the card", right_words="borke the card", reason="typo",
            by=self.ben, at=self.at,
        )  # fmt: skip

    def dismissal(self) -> DismissedFinding:
        return dismiss(self.draft, self.finding, reason="named on purpose", by=self.ben, at=self.at)

    def where(self) -> dict[str, Any]:
        return {"start": self.finding.start, "end": self.finding.end, "rule": self.finding.rule}

    def token(self) -> IntakeToken:
        make_intake_token("prometheus", by=self.ben, at=self.at)
        return IntakeToken.objects.get()

    def bounce_token(self) -> BounceToken:
        make_bounce_token("Amazon SES", by=self.ana, at=self.at)
        return BounceToken.objects.get()

    def api_token(self) -> ApiToken:
        week = self.at + timedelta(days=7)
        return make_api_token("dashboard", scopes=["read"], expires_at=week, by=self.ben, at=self.at)[0]

    def handed_in(self) -> str:
        return keep(Kept(Source.STATUSPAGE, "UTC", statuspage()), at=self.at)

    def partner_key(self) -> PartnerKey:
        return make_partner_key("Northwind Travel", by=self.ana, at=self.at)[0]

    def failed_call(self) -> Call:
        an_incident(by=self.ben, at=self.at - timedelta(hours=1))
        mark_and_call(at=self.at)
        Call.objects.update(state=CallState.FAILED)
        return Call.objects.all()[0]

    def update_with_a_failed_delivery(self) -> IncidentUpdate:
        Delivery.objects.create(
            update=self.update,
            subscriber=a_subscriber(),
            channel="mail",
            state="failed",
            next_attempt_at=self.at,
        )
        count_written(self.update.pk, "mail", 1)
        count(self.update.pk, "mail", DeliveryState.FAILED, 1)
        return self.update

    @cached_property
    def item(self) -> ActionItem:
        return add_item(self.postmortem, "Add a limit to the import", owner=self.ben, by=self.ben, at=self.at)

    def closed_item(self) -> ActionItem:
        return close_item(self.item, "Limit 12 is live", by=self.ben, at=self.at)

    def term(self) -> GlossaryTerm:
        return GlossaryTerm.objects.create(term="ingress", plain="the entrance")


def fixed(scene: Scene) -> Request:
    """A text with a finding that has a safe rewrite."""
    text = "Card payments fail for some customers!!!\n"
    edit_draft(scene.draft, {"text": text}, seen_version=None, by=scene.ben, at=scene.at)
    found = next(found for found in review_draft(scene.draft, at=scene.at).findings if found.safe)
    place = {"start": found.start, "end": found.end, "rule": found.rule, "version": scene.draft.version}
    return f"/drafts/{scene.draft.pk}/fix/", place


def other_demands(_: Scene) -> Request:
    fields: dict[str, Any] = {}
    for row in forms_of(current_demands()):
        for name, value in row.initial.items():
            fields |= {row.add_prefix(name): value or "", row.add_initial_prefix(name): str(value)}
    return "/settings/post-mortems/", fields | {"SEV1-days": "4"}


def a_tracker_that_answers(scene: Scene) -> Request:
    return "/settings/trackers/", {
        "kind": "github",
        "address": scene.issues.address,
        "project": "acme/shop",
        "secret": GITHUB_TOKEN,
    }


def begun_for_readers(scene: Scene) -> Request:
    return scene.learn("texts/"), {"incident": scene.over.pk, "audience": "public"}


def meeting_planned(scene: Scene) -> Request:
    return scene.learn("meeting/"), {
        "at": f"{scene.at + timedelta(days=2):%Y-%m-%d} 14:00",
        "place": "Room 4",
    }


def another_cadence(scene: Scene) -> Request:
    cells = {cell: "" if minutes is None else minutes for cell, minutes in SHIPPED.items()}
    return "/settings/cadence/", {**cells, "public.SEV1.investigating": 10, "version": 0}


def ended_calendar(scene: Scene) -> Request:
    make_item_calendar(by=scene.ana, at=scene.at)
    return "/action-items/calendar/end/", {}


def chat_tested(scene: Scene) -> Request:
    """Nobody listens there: that the message was sent is an act, whether or not it arrived."""
    Workspace.current()
    Workspace.objects.update(chat_webhook="http://127.0.0.1:1/hook")
    return "/settings/chat/test/", {}


def restored(scene: Scene) -> Request:
    save_template("public", "progress", "{status}.", seen_version=0, by=scene.ana, at=scene.at)
    return "/settings/templates/public/progress/restore/", {"version": "shipped", "seen": 1}


def written_again(scene: Scene) -> Request:
    section = section_of(scene.postmortem, "impact")
    write_section(section, "Said.", seen_version=1, by=scene.ben, at=scene.at)
    return f"/postmortems/{scene.postmortem.public_id}/sections/impact/again/", {"number": 1, "seen": 2}


def explained(scene: Scene) -> Request:
    """Talking points that were begun before the public update."""
    points = start_draft(scene.incident, "support", by=scene.ben, at=scene.at)
    return f"/drafts/{points.pk}/explain/", {"explains": scene.update.pk}


def imported(scene: Scene) -> Request:
    content = b"address,confirmed\neve@example.com,yes\n"
    kept = ImportFile.keep(content, name="a.csv", note="by contract", by=scene.ana, at=scene.at)
    return f"/audiences/import/{kept.pk}/", {}


def planned(scene: Scene) -> Incident:
    start = scene.at + timedelta(hours=2)
    return plan(
        "Upgrade", start=start, end=start + timedelta(hours=1), services=[], by=scene.ben, at=scene.at
    )


def announced_series(scene: Scene) -> int:
    """The key of a series whose first window was announced."""
    start = scene.at + timedelta(hours=2)
    end, daily = start + timedelta(hours=1), Recurring("FREQ=DAILY")
    work = plan("Upgrade", start=start, end=end, services=[], recurring=daily, by=scene.ben, at=scene.at)
    draft = start_planned_draft(work, Step.ANNOUNCEMENT, by=scene.ben, at=scene.at)
    text = draft.text.replace("[[", "").replace("]]", "")
    edit_draft(draft, {"text": text}, seen_version=None, by=scene.ben, at=scene.at)
    approve(draft, seen_version=draft.version, by=scene.ana, at=scene.at, override_reason=WHY)
    publish(draft, by=scene.ana, at=scene.at)
    return work.series_id


def asked_of_ana(scene: Scene) -> str:
    """The address of a post-mortem of Ben's that Ana is asked to review."""
    postmortem = a_postmortem(by=scene.ben, at=scene.at)
    ask_for_review(postmortem, [scene.ana], by=scene.ben, at=scene.at)
    return f"/postmortems/{postmortem.public_id}/"


def final(scene: Scene) -> str:
    postmortem = a_postmortem(by=scene.ben, at=scene.at)
    make_final(postmortem, seen_version=None, override_reason=WHY, by=scene.ben, at=scene.at)
    return f"/postmortems/{postmortem.public_id}/"


def commented(scene: Scene) -> str:
    postmortem = a_postmortem(by=scene.ben, at=scene.at)
    said = comment(postmortem, Part.SUMMARY, text="Which cards?", by=scene.ben, at=scene.at)
    return f"/postmortems/{postmortem.public_id}/comments/{said.pk}/"


def offered_rewrite(scene: Scene) -> Request:
    postmortem = a_postmortem(by=scene.ben, at=scene.at)
    postmortem.sections.filter(part=Part.SUMMARY).update(text="Ana deleted the wrong table.")
    asked = {
        "key": "section:summary:1", "words": "Ana deleted the wrong table.", "start": 0, "suggestion": "It was possible to delete",
    }  # fmt: skip
    return f"/postmortems/{postmortem.public_id}/rewrite/", asked


#: Route -> the act that it leaves, and how to use it once.
CHANGING: dict[str, tuple[Done, Callable[[Scene], Request]]] = {
    "sign_in": (Done.SIGNED_IN, lambda s: ("/sign-in/", {"login": s.ana.email, "password": PASSWORD})),
    "sign_in_once": (
        Done.SIGNED_IN_ONCE,
        lambda s: (f"/sign-in/once/{make_one_time_token(s.ana, at=s.at)}/", {}),
    ),
    "sign_out": (Done.SIGNED_OUT, lambda s: ("/sign-out/", {})),
    "change_password": (
        Done.CHANGED_PASSWORD,
        lambda s: (
            "/password/",
            {"oldpassword": PASSWORD, "password1": "four calm horses", "password2": "four calm horses"},
        ),
    ),
    "declare": (Done.DECLARED, lambda s: ("/declare/", {"title": "Search is down", "severity": "SEV2"})),
    "accept_suggestion": (
        Done.ACCEPTED_SUGGESTION,
        lambda s: (
            f"/suggestions/{s.suggestion.pk}/accept/",
            {"title": "Card payments fail", "severity": "SEV2"},
        ),
    ),
    "dismiss_suggestion": (
        Done.DISMISSED_SUGGESTION,
        lambda s: (f"/suggestions/{s.suggestion.pk}/dismiss/", {}),
    ),
    "postmortem_ask": (
        Done.ASKED_FOR_REVIEW,
        lambda s: (
            f"/postmortems/{a_postmortem(by=s.ben, at=s.at).public_id}/ask/",
            {"reviewers": [s.ana.pk]},
        ),
    ),
    "postmortem_answer": (
        Done.ANSWERED_REVIEW,
        lambda s: (f"{asked_of_ana(s)}answer/", {"answer": "agreed"}),
    ),
    "postmortem_back": (Done.TOOK_BACK_TO_DRAFT, lambda s: (f"{asked_of_ana(s)}draft/", {})),
    "postmortem_final": (
        Done.MADE_FINAL,
        lambda s: (
            f"/postmortems/{a_postmortem(by=s.ben, at=s.at).public_id}/final/",
            {"version": 1, "override_reason": WHY},
        ),
    ),
    "postmortem_publish": (Done.PUBLISHED_POSTMORTEM, lambda s: (f"{final(s)}publish/", {})),
    "postmortem_reopen": (Done.REOPENED_POSTMORTEM, lambda s: (f"{final(s)}reopen/", {"reason": WHY})),
    "postmortem_comment": (
        Done.COMMENTED,
        lambda s: (
            f"/postmortems/{a_postmortem(by=s.ben, at=s.at).public_id}/comments/",
            {"part": "summary", "text": "Which cards?"},
        ),
    ),
    "postmortem_reply": (Done.COMMENTED, lambda s: (f"{commented(s)}reply/", {"text": "All of them."})),
    "postmortem_settled": (Done.SETTLED_COMMENT, lambda s: (f"{commented(s)}settled/", {})),
    "postmortem_rewrite": (Done.USED_REWRITE, offered_rewrite),
    "resolve": (Done.RESOLVED, lambda s: (f"/incidents/INC-{s.incident.pk}/resolve/", {})),
    "plan_maintenance": (
        Done.PLANNED,
        lambda s: (
            "/maintenance/plan/",
            {
                "title": "Upgrade",
                "start": f"{s.at + timedelta(days=1):%Y-%m-%d %H:%M}",
                "end": "23:59",
                "zone": "UTC",
            },
        ),
    ),
    "move_window": (
        Done.MOVED_WINDOW,
        lambda s: (
            f"/incidents/INC-{planned(s).pk}/window/",
            {"start": f"{s.at + timedelta(days=1):%Y-%m-%d %H:%M}", "end": "23:59", "zone": "UTC"},
        ),
    ),
    "begin_work": (Done.STARTED_DRAFT, lambda s: (f"/incidents/INC-{planned(s).pk}/begin/", {})),
    "finish_work": (Done.RESOLVED, lambda s: (f"/incidents/INC-{planned(s).pk}/finish/", {})),
    "cancel_work": (Done.CANCELLED, lambda s: (f"/incidents/INC-{planned(s).pk}/cancel/", {})),
    "write_ahead": (
        Done.STARTED_DRAFT,
        lambda s: (f"/incidents/INC-{planned(s).pk}/ahead/identified/", {}),
    ),
    "approve_series": (
        Done.APPROVED_SERIES,
        lambda s: (f"/maintenance/series/{announced_series(s)}/approve/", {}),
    ),
    "end_series": (Done.ENDED_SERIES, lambda s: (f"/maintenance/series/{announced_series(s)}/end/", {})),
    "postmortem_add_item": (
        Done.ADDED_ITEM,
        lambda s: (
            f"/postmortems/{s.item.postmortem.public_id}/items/add/",
            {"text": "Alert at 75% of the disk", "kind": "detect"},
        ),
    ),
    "action_item_change": (
        Done.CHANGED_ITEM,
        lambda s: (
            f"/action-items/{s.item.reference}/words/",
            {"text": "Alert at 75% of the disk", "kind": "detect", "version": s.item.version},
        ),
    ),
    "action_item_move": (
        Done.MOVED_ITEM,
        lambda s: (
            f"/action-items/{s.item.reference}/due/",
            {"due_on": f"{s.at + timedelta(days=60):%Y-%m-%d}", "reason": WHY, "version": s.item.version},
        ),
    ),
    "action_item_give": (
        Done.GAVE_ITEM,
        lambda s: (f"/action-items/{s.item.reference}/owner/", {"owner": s.ana.pk}),
    ),
    "action_item_close": (
        Done.CLOSED_ITEM,
        lambda s: (f"/action-items/{s.item.reference}/close/", {"closing_words": WHY}),
    ),
    "action_item_drop": (
        Done.DROPPED_ITEM,
        lambda s: (f"/action-items/{s.item.reference}/drop/", {"reason": WHY}),
    ),
    "action_item_reopen": (
        Done.REOPENED_ITEM,
        lambda s: (f"/action-items/{s.closed_item().reference}/open/", {"reason": WHY}),
    ),
    "action_item_worked": (
        Done.CHECKED_ITEM,
        lambda s: (
            f"/action-items/{s.closed_item().reference}/worked/",
            {"worked": "partly", "worked_words": WHY},
        ),
    ),
    "action_item_calendar": (Done.MADE_TOKEN, lambda s: ("/action-items/calendar/", {})),
    "action_item_calendar_end": (Done.REVOKED_TOKEN, ended_calendar),
    "record": (
        Done.CHANGED_RECORD,
        lambda s: (
            f"/incidents/INC-{s.incident.pk}/record/",
            {"title": s.incident.title, "severity": "SEV1", "state": "investigating", "version": 1},
        ),
    ),
    "fact": (
        Done.CHANGED_RECORD,
        lambda s: (
            f"/incidents/INC-{s.incident.pk}/record/impact/",
            {"impact": "Nobody can pay", "initial-impact": ""},
        ),
    ),
    "hand_over": (
        Done.HANDED_OVER,
        lambda s: (
            f"/incidents/INC-{s.incident.pk}/roles/",
            {"initial-commander": s.ben.pk, "commander": s.ana.pk},
        ),
    ),
    "postmortem_add_lines": (
        Done.ADDED_ENTRY,
        lambda s: (
            s.learn("lines/"),
            {"text": "00:00 rolled back", "day": "2026-03-10", "zone": "UTC", "incident": s.incident.pk},
        ),
    ),
    "postmortem_hide_lines": (
        Done.HID_ENTRY,
        lambda s: (s.learn("lines/noise/"), {"line": s.line.pk, "hidden": "1"}),
    ),
    "postmortem_evidence": (
        Done.AMENDED_ENTRY,
        lambda s: (s.learn(f"lines/{s.line.pk}/"), {"evidence_url": "https://ci.example.com/118"}),
    ),
    "postmortem_add_measure": (Done.ADDED_MEASURE, lambda s: (s.learn("measures/"), TYPED_MEASURE)),
    "postmortem_take_measures": (
        Done.ADDED_MEASURE,
        lambda s: (s.learn("measures/take/"), {"suggested": "people", "who": s.involved.pk}),
    ),
    "postmortem_measure": (
        Done.CHANGED_MEASURE,
        lambda s: (s.learn(f"measures/{s.measure.pk}/"), {**TYPED_MEASURE, "seen_version": 1}),
    ),
    "postmortem_remove_measure": (
        Done.REMOVED_MEASURE,
        lambda s: (s.learn(f"measures/{s.measure.pk}/remove/"), {"seen_version": 1}),
    ),
    "postmortem_add_lesson": (
        Done.ADDED_LESSON,
        lambda s: (s.learn("lessons/"), {"kind": "well", "text": "The alert fired."}),
    ),
    "postmortem_lesson": (
        Done.CHANGED_LESSON,
        lambda s: (
            s.learn(f"lessons/{s.lesson.pk}/"),
            {"kind": "lucky", "text": "It was a Sunday.", "seen_version": 1},
        ),
    ),
    "postmortem_move_lesson": (
        Done.MOVED_LESSON,
        lambda s: (s.learn(f"lessons/{s.lesson.pk}/move/"), {"to": "up"}),
    ),
    "postmortem_remove_lesson": (
        Done.REMOVED_LESSON,
        lambda s: (s.learn(f"lessons/{s.lesson.pk}/remove/"), {"seen_version": 1}),
    ),
    "postmortem_add_involved": (
        Done.ADDED_INVOLVED,
        lambda s: (s.learn("people/"), {"name": "Ivo", "role": ""}),
    ),
    "postmortem_fill_involved": (Done.ADDED_INVOLVED, lambda s: (s.learn("people/fill/"), {})),
    "postmortem_involved": (
        Done.CHANGED_INVOLVED,
        lambda s: (s.learn(f"people/{s.involved.pk}/"), {"name": "Ida", "role": "scribe", "seen_version": 1}),
    ),
    "postmortem_remove_involved": (
        Done.REMOVED_INVOLVED,
        lambda s: (s.learn(f"people/{s.involved.pk}/remove/"), {"seen_version": 1}),
    ),
    "add_entry": (
        Done.ADDED_ENTRY,
        lambda s: (f"/incidents/INC-{s.incident.pk}/timeline/add/", {"text": "rolled back"}),
    ),
    "amend_entry": (
        Done.AMENDED_ENTRY,
        lambda s: (f"/entries/{s.line.pk}/", {**s.words(), "text": "rolled back 118"}),
    ),
    "sort_entry": (Done.AMENDED_ENTRY, lambda s: (f"/entries/{s.line.pk}/kind/", {"kind": "decision"})),
    "hide_entry": (Done.HID_ENTRY, lambda s: (f"/entries/{s.line.pk}/hide/", {"hidden": "1"})),
    "approve_quiet": (
        Done.CORRECTED_QUIETLY,
        lambda s: (f"/quiet-corrections/{s.proposal.pk}/approve/", {"approval_reason": WHY}),
    ),
    "withdraw_quiet": (
        Done.WITHDREW_PROPOSAL,
        lambda s: (f"/quiet-corrections/{s.proposal.pk}/withdraw/", {}),
    ),
    "write": (Done.STARTED_DRAFT, lambda s: (f"/incidents/INC-{s.incident.pk}/write/support/", {})),
    "save_draft": (
        Done.EDITED_DRAFT,
        lambda s: (
            f"/drafts/{s.draft.pk}/save/",
            {"text": "Cards fail.", "state": "investigating", "version": s.draft.version},
        ),
    ),
    "fix_draft": (Done.EDITED_DRAFT, fixed),
    "refill_draft": (
        Done.EDITED_DRAFT,
        lambda s: (f"/drafts/{s.draft.pk}/refill/", {"kind": "progress", "version": s.draft.version}),
    ),
    "dismiss_finding": (
        Done.DISMISSED_FINDING,
        lambda s: (f"/drafts/{s.draft.pk}/dismiss/", {**s.where(), "reason": "named on purpose"}),
    ),
    "take_back_dismissal": (
        Done.TOOK_BACK_DISMISSAL,
        lambda s: (f"/dismissals/{s.dismissal().pk}/take-back/", {}),
    ),
    "approve": (
        Done.APPROVED,
        lambda s: (
            f"/drafts/{s.draft.pk}/approve/",
            {"version": s.draft.version, "override_reason": WHY},
        ),
    ),
    "publish": (
        Done.PUBLISHED,
        lambda s: (f"/drafts/{s.approved.pk}/publish/", {"version": s.approved.version}),
    ),
    "discard_draft": (Done.DISCARDED_DRAFT, lambda s: (f"/drafts/{s.draft.pk}/discard/", {})),
    "correct": (
        Done.STARTED_DRAFT,
        lambda s: (f"/updates/{s.update.pk}/correct/", {"wrong_words": "Ravi broke the card payments."}),
    ),
    "template": (
        Done.CHANGED_TEMPLATE,
        lambda s: ("/settings/templates/public/progress/", {"text": "{status}.", "seen": 0, "anyway": "on"}),
    ),
    "restore_template": (Done.CHANGED_TEMPLATE, restored),
    "explain_latest": (Done.EDITED_DRAFT, explained),
    "no_news": (Done.STARTED_DRAFT, lambda s: (f"/incidents/INC-{s.update.incident_id}/no-news/public/", {})),
    "cadence": (Done.CHANGED_CADENCE, another_cadence),
    "trackers": (Done.CONNECTED_TRACKER, a_tracker_that_answers),
    "change_tracker": (
        Done.CHANGED_TRACKER,
        lambda s: (f"/settings/trackers/{s.tracker.pk}/", {"by_itself": "on"}),
    ),
    "link_ticket": (
        Done.LINKED_TICKET,
        lambda s: (f"/action-items/AI-{s.item.pk}/ticket/", {"account": s.tracker.pk}),
    ),
    "change_ticket": (
        Done.UNLINKED_TICKET,
        lambda s: (f"/action-items/AI-{s.linked.pk}/ticket/change/", {"unlink": "yes"}),
    ),
    "demands": (Done.CHANGED_DEMANDS, other_demands),
    "open_postmortem": (Done.OPENED_POSTMORTEM, lambda s: (f"/incidents/INC-{s.over.pk}/postmortem/", {})),
    "postmortem_about": (
        Done.RENAMED_POSTMORTEM,
        lambda s: (
            f"/postmortems/{s.postmortem.public_id}/about/",
            {"change": "title", "title": "Cards fail"},
        ),
    ),
    "languages": (
        Done.CHANGED_LANGUAGES,
        lambda s: ("/settings/languages/", {"default": "en", "further": ["de", "ja"]}),
    ),
    "change_chat": (
        Done.CHANGED_CHAT,
        lambda s: ("/settings/chat/", {"address": "https://chat.example.com/hook"}),
    ),
    "page_look": (Done.CHANGED_LOOK, lambda s: ("/settings/page/", {"accent_light": "#08664b"})),
    "change_logo": (Done.CHANGED_LOOK, lambda s: ("/settings/page/logo/", {"logo": an_upload()})),
    "test_chat": (Done.TESTED_CHAT, chat_tested),
    "call_again": (Done.RETRIED_CALL, lambda s: (f"/settings/calls/{s.failed_call().pk}/again/", {})),
    "add_service": (Done.ADDED_SERVICE, lambda s: ("/settings/services/", {"name": "Search"})),
    "add_term": (
        Done.ADDED_TERM,
        lambda s: ("/settings/glossary/", {"term": "ledgerd", "plain": "the ledger"}),
    ),
    "remove_term": (Done.REMOVED_TERM, lambda s: (f"/settings/glossary/{s.term().pk}/remove/", {})),
    "add_person": (
        Done.ADDED_PERSON,
        lambda s: (
            "/settings/people/",
            {"name": "Eve Moreau", "email": "eve@example.com", "role": "responder"},
        ),
    ),
    "change_person": (
        Done.CHANGED_PERSON,
        lambda s: (f"/settings/people/{s.ben.pk}/", {"role": "responder", "is_active": "on"}),
    ),
    "add_intake_token": (Done.MADE_TOKEN, lambda s: ("/settings/intake/", {"name": "Prometheus"})),
    "revoke_intake_token": (Done.REVOKED_TOKEN, lambda s: (f"/settings/intake/{s.token().pk}/revoke/", {})),
    "api_tokens": (
        Done.MADE_TOKEN,
        lambda s: ("/tokens/", {"name": "dashboard", "scopes": ["read"], "days": "7"}),
    ),
    "revoke_api_token": (Done.REVOKED_TOKEN, lambda s: (f"/tokens/{s.api_token().pk}/revoke/", {})),
    "change_workspace": (
        Done.CHANGED_WORKSPACE,
        lambda s: (
            "/settings/workspace/",
            {"name": "Marlow Pay", "external_questions_go_to": "the communications lead"},
        ),
    ),
    "import_kept": (Done.IMPORTED, lambda s: ("/settings/import/kept/", {"word": s.handed_in()})),
    "partner_keys": (
        Done.MADE_PARTNER_KEY,
        lambda s: ("/settings/partner-keys/", {"name": "Northwind Travel"}),
    ),
    "rotate_partner_key": (
        Done.ROTATED_PARTNER_KEY,
        lambda s: (f"/settings/partner-keys/{s.partner_key().pk}/rotate/", {}),
    ),
    "revoke_partner_key": (
        Done.REVOKED_PARTNER_KEY,
        lambda s: (f"/settings/partner-keys/{s.partner_key().pk}/revoke/", {}),
    ),
    "add_subscriber": (
        Done.ADDED_SUBSCRIBER,
        lambda s: (
            "/audiences/add/",
            {
                "audience": "customer",
                "channel": "mail",
                "address": "eve@example.com",
                "language": "en",
                "payload": "clarion",
                "note": "asked by phone",
            },
        ),
    ),
    "disable_subscriber": (
        Done.DISABLED_SUBSCRIBER,
        lambda s: (f"/subscribers/{a_subscriber().pk}/disable/", {}),
    ),
    "enable_subscriber": (
        Done.ENABLED_SUBSCRIBER,
        lambda s: (f"/subscribers/{a_subscriber(disabled_at=s.at).pk}/enable/", {}),
    ),
    "test_subscriber": (
        Done.TESTED_SUBSCRIBER,
        lambda s: (f"/subscribers/{a_subscriber().pk}/test/", {}),
    ),
    "remove_subscriber": (
        Done.REMOVED_SUBSCRIBER,
        lambda s: (f"/subscribers/{a_subscriber().pk}/remove/", {}),
    ),
    "run_import": (Done.IMPORTED_SUBSCRIBERS, imported),
    "export_subscribers": (Done.EXPORTED_SUBSCRIBERS, lambda s: ("/audiences/export.csv", {})),
    "bounces": (Done.MADE_TOKEN, lambda s: ("/audiences/bounces/", {"name": "Amazon SES"})),
    "postmortem_begin_text": (Done.STARTED_DRAFT, begun_for_readers),
    "postmortem_meeting": (Done.PLANNED_MEETING, meeting_planned),
    "revoke_bounces": (
        Done.REVOKED_TOKEN,
        lambda s: (f"/audiences/bounces/{s.bounce_token().pk}/revoke/", {}),
    ),
    "told_again": (
        Done.RETRIED_DELIVERIES,
        lambda s: (f"/updates/{s.update_with_a_failed_delivery().pk}/told/again/", {}),
    ),
    "export_told": (Done.EXPORTED_DELIVERIES, lambda s: (f"/updates/{s.update.pk}/told/export.csv", {})),
    "new_problem": (Done.OPENED_PROBLEM, lambda s: ("/problems/new/", {"title": "Certificates expire"})),
    "change_problem": (
        Done.CHANGED_PROBLEM,
        lambda s: (
            f"/problems/{s.problem.public_id}/change/",
            {"title": "Certificates expire", "version": 1},
        ),
    ),
    "known_error_problem": (
        Done.MADE_KNOWN_ERROR,
        lambda s: (f"/problems/{s.problem.public_id}/known-error/", {}),
    ),
    "resolve_problem": (
        Done.RESOLVED_PROBLEM,
        lambda s: (f"/problems/{s.problem.public_id}/resolve/", {"removal": "renewed by a job"}),
    ),
    "reopen_problem": (
        Done.REOPENED_PROBLEM,
        lambda s: (f"/problems/{s.resolved_problem().public_id}/reopen/", {"because": "it expired again"}),
    ),
    "link_problem": (
        Done.LINKED_TO_PROBLEM,
        lambda s: (f"/problems/{s.problem.public_id}/incidents/", {"incident": s.incident.reference}),
    ),
    "unlink_problem": (
        Done.UNLINKED_FROM_PROBLEM,
        lambda s: (f"/problems/{s.problem_of_incident().public_id}/incidents/{s.incident.pk}/unlink/", {}),
    ),
    "link_problem_item": (
        Done.LINKED_TO_PROBLEM,
        lambda s: (f"/problems/{s.problem.public_id}/items/", {"item": s.action_item.reference}),
    ),
    "unlink_problem_item": (
        Done.UNLINKED_FROM_PROBLEM,
        lambda s: (f"/problems/{s.problem_of_item().public_id}/items/{s.action_item.pk}/unlink/", {}),
    ),
    "seen_before": (
        Done.LINKED_TO_PROBLEM,
        lambda s: (f"/incidents/INC-{s.incident.pk}/seen-before/", {"problem": s.problem.public_id}),
    ),
    "postmortem_problem": (
        Done.LINKED_TO_PROBLEM,
        lambda s: (
            f"/postmortems/{s.action_item.postmortem.public_id}/problem/",
            {"problem": s.problem.public_id},
        ),
    ),
    "postmortem_section": (
        Done.WROTE_SECTION,
        lambda s: (
            f"/postmortems/{s.postmortem.public_id}/sections/impact/",
            {"text": "Said.", "version": 1},
        ),
    ),
    "postmortem_again": (Done.WROTE_SECTION, written_again),
    "export_audit": (Done.EXPORTED_AUDIT, lambda s: ("/settings/audit/export/?format=csv", {})),
}

#: Routes that only show something; the look through a file imports nothing. `account_login` is another name of `sign_in`.
READING = {
    "drills", "drill", "drill_write", "drill_waiting",
    "postmortems", "postmortem", "numbers", "numbers_table", "numbers_picture", "postmortem_review_item", "action_items", "action_item", "action_item_feed", "postmortem_review_lesson", "problems", "problem", "search", "postmortem_calendar", "postmortem_text", "postmortem_text_markdown", "postmortem_read", "postmortem_export", "postmortem_review_why", "postmortem_live", "postmortem_compare", "postmortem_versions",
    "import_page", "audiences", "subscriber", "import_subscribers", "call_bar", "embeds", "maintenance", "series", "promises",
    "promises_export", "told", "update_told",
    "templates", "preview_template", "account_login", "now", "owed", "incidents", "timeline", "entry_history", "room", "room_live", "compose", "draft_live", "settings", "audit",
}  # fmt: skip

CHANGING |= {
    "postmortem_add_why": (
        Done.ADDED_WHY,
        lambda s: (f"{s.whys}add/", {"answer": "The certificate expired", "kind": "trigger"}),
    ),
    "postmortem_why": (
        Done.CHANGED_WHY,
        lambda s: (s.of_why(), {"answer": "It expired", "kind": "trigger", "version": s.why.version}),
    ),
    "postmortem_move_why": (Done.MOVED_WHY, lambda s: (s.of_why("move"), {"below": "0"})),
    "postmortem_take_out_why": (Done.TOOK_OUT_WHY, lambda s: (s.of_why("out"), {})),
    "postmortem_put_back_why": (
        Done.PUT_BACK_WHY,
        lambda s: (take_out(s.why, by=s.ben, at=s.at), (s.of_why("back"), {}))[1],
    ),
    "postmortem_accept_risk": (
        Done.ACCEPTED_RISK,
        lambda s: (s.of_why("risk"), {"reason": "rare", "person": s.ben.pk, "version": s.why.version}),
    ),
    "postmortem_why_item": (Done.LINKED_ITEM, lambda s: (s.of_why("item"), {"text": "Add the gateway"})),
}

DRILL = {"script": "appointment-booking", "pace": "10", "seed": "1"}


def a_running_drill(s: Scene, *, waits: bool = False) -> Drill:
    script = find_script("appointment-booking", folder=Path("nowhere"))
    assert script
    people = {DrillRole.COMMUNICATIONS: s.ana}
    return start_drill(script, people=people, pace=10, seed=1, waits=waits, by=s.ana, at=s.at)


CHANGING |= {
    "drill_start": (
        Done.STARTED_DRILL,
        lambda s: ("/practice/drills/start/", {**DRILL, "communications": s.ana.pk}),
    ),
    "drill_clock": (
        Done.STARTED_DRILL_CLOCK,
        lambda s: (f"/practice/drills/{a_running_drill(s, waits=True).public_id}/clock/", {}),
    ),
    "drill_end": (
        Done.ENDED_DRILL,
        lambda s: (f"/practice/drills/{a_running_drill(s).public_id}/end/", {}),
    ),
}

#: What a person practises is seen by that person alone, so that nothing of it stands in the log; drills are held in company.
PRIVATE = {route.name for route in practice_urls.urlpatterns if not route.name.startswith("drill")}

#: Used with GET: a link that is followed, a file that is fetched.
FOLLOWED = {"sign_in_once", "export_audit", "export_subscribers", "export_told"}
#: Who uses them is not signed in yet.
SIGNING_IN = {"sign_in", "sign_in_once"}


def test_every_route_is_in_the_table_or_only_shows_something():
    assert {route.name for route in urlpatterns} == CHANGING.keys() | READING | PRIVATE


@pytest.fixture(scope="module")
def issues():
    with trackers() as there:
        yield there


@pytest.mark.parametrize("name", CHANGING)
def test_a_route_that_changes_something_leaves_its_act_with_person_address_and_entry(
    name, ana, ben, issues, settings
):
    settings.TRACKER_ALLOW_PRIVATE = True
    ana.set_password(PASSWORD)
    ana.save()
    act, use = CHANGING[name]
    path, fields = use(Scene(ana, ben, issues))
    browser = Client(REMOTE_ADDR=ADDRESS)
    if name not in SIGNING_IN:
        browser.force_login(ana)
    begun = set(AuditEntry.objects.values_list("pk", flat=True))
    before = timezone.now()

    answer = browser.get(path) if name in FOLLOWED else browser.post(path, fields)

    assert answer.status_code in {200, 302}
    written = AuditEntry.objects.exclude(pk__in=begun)
    assert act in {entry.act for entry in written}
    for entry in written:
        assert (entry.person, entry.person_name, entry.person_email) == (ana, "Ana Sousa", "ana@example.com")
        assert (entry.via, entry.address) == (Via.CONSOLE, ADDRESS)
        assert before <= entry.at <= timezone.now()
        assert entry.subject
