"""Every route that changes something leaves a line in the audit log: one table.

A new route needs a line in `CHANGING` (how to use it once, and which act the log then tells) or its name in `READING`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
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
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.section_writing import section_of, write_section
from clarion.subscribers.bounce_tokens import BounceToken, make_bounce_token
from clarion.subscribers.calls import Call, CallState
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
from clarion.web.forms.entry import EntryForm
from clarion.web.urls import urlpatterns
from tests.factories.incidents import an_incident
from tests.factories.pictures import an_upload
from tests.factories.subscribers import a_subscriber
from tests.intake.other_pages import statuspage

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.7"
PASSWORD = "three tired horses"
WHY = "a test says something that the review may object to"

type Request = tuple[str, dict[str, Any]]


@dataclass
class Scene:
    """What a route needs to be used, made when it is asked for. Ana, an admin, will use the route."""

    ana: Person
    ben: Person

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
        return open_postmortem([self.incident], by=self.ben, at=self.at)

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
    def line(self) -> Entry:
        return add_lines(self.incident, "rolled back", by=self.ben, at=self.at)[0]

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

    def term(self) -> GlossaryTerm:
        return GlossaryTerm.objects.create(term="ingress", plain="the entrance")


def fixed(scene: Scene) -> Request:
    """A text with a finding that has a safe rewrite."""
    text = "Card payments fail for some customers!!!\n"
    edit_draft(scene.draft, {"text": text}, seen_version=None, by=scene.ben, at=scene.at)
    found = next(found for found in review_draft(scene.draft, at=scene.at).findings if found.safe)
    place = {"start": found.start, "end": found.end, "rule": found.rule, "version": scene.draft.version}
    return f"/drafts/{scene.draft.pk}/fix/", place


def another_cadence(scene: Scene) -> Request:
    cells = {cell: "" if minutes is None else minutes for cell, minutes in SHIPPED.items()}
    return "/settings/cadence/", {**cells, "public.SEV1.investigating": 10, "version": 0}


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
    "revoke_bounces": (
        Done.REVOKED_TOKEN,
        lambda s: (f"/audiences/bounces/{s.bounce_token().pk}/revoke/", {}),
    ),
    "told_again": (
        Done.RETRIED_DELIVERIES,
        lambda s: (f"/updates/{s.update_with_a_failed_delivery().pk}/told/again/", {}),
    ),
    "export_told": (Done.EXPORTED_DELIVERIES, lambda s: (f"/updates/{s.update.pk}/told/export.csv", {})),
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
    "postmortems", "postmortem", "postmortem_live", "postmortem_compare", "postmortem_versions",
    "import_page", "audiences", "subscriber", "import_subscribers", "call_bar", "embeds", "maintenance", "series", "promises",
    "promises_export", "told", "update_told",
    "templates", "preview_template", "account_login", "now", "owed", "incidents", "timeline", "entry_history", "room", "room_live", "compose", "settings", "audit",
}  # fmt: skip

#: Used with GET: a link that is followed, a file that is fetched.
FOLLOWED = {"sign_in_once", "export_audit", "export_subscribers", "export_told"}
#: Who uses them is not signed in yet.
SIGNING_IN = {"sign_in", "sign_in_once"}


def test_every_route_is_in_the_table_or_only_shows_something():
    assert {route.name for route in urlpatterns} == CHANGING.keys() | READING


@pytest.mark.parametrize("name", CHANGING)
def test_a_route_that_changes_something_leaves_its_act_with_person_address_and_entry(name, ana, ben):
    ana.set_password(PASSWORD)
    ana.save()
    act, use = CHANGING[name]
    path, fields = use(Scene(ana, ben))
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
