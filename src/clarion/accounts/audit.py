"""The audit log: every act, with who did it, from where, and when. Written once, in the transaction of the act.

An act that is rolled back leaves no row, and no act is done without its row. It tells what was done, never a secret:
no passwords, no tokens, and no text of a draft, which may hold anything until the review has seen it (a finding that
somebody dismissed is quoted: the review has seen it, and no secret is dismissed).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db import models

from clarion.accounts.append_only import AppendOnly, AppendOnlyQuerySet
from clarion.accounts.days import within_days
from clarion.accounts.origin import Via, is_logged, origin
from clarion.accounts.people import Person

LONGEST_SUBJECT = 200
LONGEST_DETAIL = 2000
ROWS_AT_ONCE = 500


class Done(models.TextChoices):
    """What can be done, in words that follow a person's name: "Ana Sousa *published* INC-44"."""

    SIGNED_IN = "signed_in", "signed in"
    SIGNED_IN_ONCE = "signed_in_once", "signed in by one-time link"
    SIGN_IN_FAILED = "sign_in_failed", "failed to sign in"
    SIGNED_OUT = "signed_out", "signed out"
    CHANGED_PASSWORD = "changed_password", "changed the password"
    MADE_LINK = "made_link", "made a one-time link"
    ADDED_PERSON = "added_person", "added a person"
    CHANGED_PERSON = "changed_person", "changed the role of a person"
    MADE_TOKEN = "made_token", "made a token"
    REVOKED_TOKEN = "revoked_token", "revoked a token"
    MADE_PARTNER_KEY = "made_partner_key", "made a partner key"
    ROTATED_PARTNER_KEY = "rotated_partner_key", "rotated a partner key"
    REVOKED_PARTNER_KEY = "revoked_partner_key", "revoked a partner key"
    ADDED_TERM = "added_term", "added a term"
    REMOVED_TERM = "removed_term", "removed a term"
    ADDED_SERVICE = "added_service", "added a service"
    CHANGED_TEMPLATE = "changed_template", "changed a template"
    CHANGED_CADENCE = "changed_cadence", "changed the cadence"
    CHANGED_LANGUAGES = "changed_languages", "changed the languages of the page"
    CHANGED_CHAT = "changed_chat", "changed the chat channel"
    TESTED_CHAT = "tested_chat", "sent a test message to chat"
    TESTED_SUBSCRIBER = "tested_subscriber", "sent a test message to a subscriber"
    RETRIED_CALL = "retried_call", "had a call sent again"
    CHANGED_WORKSPACE = "changed_workspace", "changed the workspace"
    CHANGED_LOOK = "changed_look", "changed the look of the public page"
    ADDED_SUBSCRIBER = "added_subscriber", "added a subscriber"
    DISABLED_SUBSCRIBER = "disabled_subscriber", "disabled a subscriber"
    ENABLED_SUBSCRIBER = "enabled_subscriber", "enabled a subscriber"
    REMOVED_SUBSCRIBER = "removed_subscriber", "removed a subscriber"
    IMPORTED_SUBSCRIBERS = "imported_subscribers", "imported subscribers"
    EXPORTED_SUBSCRIBERS = "exported_subscribers", "exported subscribers"

    RECEIVED_ALERTS = "received_alerts", "received alerts"
    ACCEPTED_SUGGESTION = "accepted_suggestion", "accepted a suggestion"
    DISMISSED_SUGGESTION = "dismissed_suggestion", "dismissed a suggestion"
    DECLARED = "declared", "declared"
    CHANGED_RECORD = "changed_record", "changed the record"
    RESOLVED = "resolved", "resolved"
    PLANNED = "planned", "planned maintenance"
    MOVED_WINDOW = "moved_window", "moved planned work"
    CANCELLED = "cancelled", "cancelled planned work"
    ENDED_SERIES = "ended_series", "ended recurring work"
    APPROVED_SERIES = "approved_series", "approved a text for recurring work"
    HANDED_OVER = "handed_over", "handed over roles"
    ADDED_ENTRY = "added_entry", "added to the timeline"
    AMENDED_ENTRY = "amended_entry", "amended the timeline"
    HID_ENTRY = "hid_entry", "hid a line of the timeline"
    SHOWED_ENTRY = "showed_entry", "showed a line of the timeline again"

    STARTED_DRAFT = "started_draft", "started a draft"
    EDITED_DRAFT = "edited_draft", "edited a draft"
    DISCARDED_DRAFT = "discarded_draft", "discarded a draft"
    DISMISSED_FINDING = "dismissed_finding", "dismissed a finding"
    TOOK_BACK_DISMISSAL = "took_back_dismissal", "took back a dismissal"
    APPROVED = "approved", "approved"
    PUBLISHED = "published", "published"
    PROPOSED_QUIETLY = "proposed_quietly", "proposed a quiet correction"
    WITHDREW_PROPOSAL = "withdrew_proposal", "withdrew a quiet correction"
    CORRECTED_QUIETLY = "corrected_quietly", "put an update right without notifying"

    OPENED_POSTMORTEM = "opened_postmortem", "opened a post-mortem"
    HANDED_OVER_POSTMORTEM = "handed_over_postmortem", "handed over a post-mortem"
    MOVED_POSTMORTEM = "moved_postmortem", "moved the due day of a post-mortem"
    RENAMED_POSTMORTEM = "renamed_postmortem", "renamed a post-mortem"
    CHANGED_COVER = "changed_cover", "changed what a post-mortem covers"
    SET_ASIDE_POSTMORTEM = "set_aside_postmortem", "set a post-mortem aside"
    TOOK_UP_POSTMORTEM = "took_up_postmortem", "took up a post-mortem again"
    CHANGED_DEMANDS = "changed_demands", "changed when post-mortems are asked for"
    ADDED_ITEM = "added_item", "added an action item"
    CHANGED_ITEM = "changed_item", "changed an action item"
    MOVED_ITEM = "moved_item", "moved the due date of an action item"
    GAVE_ITEM = "gave_item", "gave an action item to another owner"
    CLOSED_ITEM = "closed_item", "closed an action item"
    DROPPED_ITEM = "dropped_item", "dropped an action item"
    REOPENED_ITEM = "reopened_item", "opened an action item again"
    CHECKED_ITEM = "checked_item", "said whether an action item worked"

    CONNECTED_TRACKER = "connected_tracker", "connected a tracker"
    CHANGED_TRACKER = "changed_tracker", "changed a tracker"
    ROTATED_HOOK_SECRET = "rotated_hook_secret", "gave the webhook of a tracker another secret"
    DISCONNECTED_TRACKER = "disconnected_tracker", "disconnected a tracker"
    LINKED_TICKET = "linked_ticket", "linked an action item to an issue"
    UNLINKED_TICKET = "unlinked_ticket", "took the link of an action item away"
    ADDED_MEASURE = "added_measure", "added a measure of impact"
    CHANGED_MEASURE = "changed_measure", "changed a measure of impact"
    REMOVED_MEASURE = "removed_measure", "removed a measure of impact"
    ADDED_LESSON = "added_lesson", "added a lesson"
    CHANGED_LESSON = "changed_lesson", "changed a lesson"
    MOVED_LESSON = "moved_lesson", "moved a lesson"
    REMOVED_LESSON = "removed_lesson", "removed a lesson"
    ADDED_INVOLVED = "added_involved", "added people involved"
    CHANGED_INVOLVED = "changed_involved", "changed a person involved"
    REMOVED_INVOLVED = "removed_involved", "took a person out of those involved"
    OPENED_PROBLEM = "opened_problem", "opened a problem"
    CHANGED_PROBLEM = "changed_problem", "changed a problem"
    LINKED_TO_PROBLEM = "linked_to_problem", "linked to a problem"
    UNLINKED_FROM_PROBLEM = "unlinked_from_problem", "unlinked from a problem"
    MADE_KNOWN_ERROR = "made_known_error", "made a problem a known error"
    RESOLVED_PROBLEM = "resolved_problem", "resolved a problem"
    REOPENED_PROBLEM = "reopened_problem", "reopened a problem"
    PLANNED_MEETING = "planned_meeting", "planned the meeting on a post-mortem"
    ASKED_FOR_REVIEW = "asked_for_review", "asked for a review of a post-mortem"
    ANSWERED_REVIEW = "answered_review", "answered a review of a post-mortem"
    TOOK_BACK_TO_DRAFT = "took_back_to_draft", "took a post-mortem back to draft"
    MADE_FINAL = "made_final", "made a post-mortem final"
    PUBLISHED_POSTMORTEM = "published_postmortem", "published a post-mortem in the company"
    REOPENED_POSTMORTEM = "reopened_postmortem", "reopened a post-mortem"
    COMMENTED = "commented", "commented on a post-mortem"
    SETTLED_COMMENT = "settled_comment", "settled a comment"
    REOPENED_COMMENT = "reopened_comment", "reopened a comment"
    USED_REWRITE = "used_rewrite", "used a rewrite of the review"

    ADDED_WHY = "added_why", "added an answer to the causes of"
    CHANGED_WHY = "changed_why", "changed an answer in the causes of"
    MOVED_WHY = "moved_why", "moved an answer in the causes of"
    TOOK_OUT_WHY = "took_out_why", "took an answer out of the causes of"
    PUT_BACK_WHY = "put_back_why", "put an answer back into the causes of"
    ACCEPTED_RISK = "accepted_risk", "accepted a risk of"
    TOOK_BACK_RISK = "took_back_risk", "took back an accepted risk of"
    LINKED_ITEM = "linked_item", "linked an action item to the causes of"
    UNLINKED_ITEM = "unlinked_item", "took an action item off the causes of"
    WROTE_SECTION = "wrote_section", "wrote in a post-mortem"

    STARTED_DRILL = "started_drill", "started a drill"
    STARTED_DRILL_CLOCK = "started_drill_clock", "started the clock of a drill"
    ENDED_DRILL = "ended_drill", "ended a drill"
    IMPORTED = "imported", "imported incidents"
    REPLAYED = "replayed", "replayed an incident"
    RETRIED_DELIVERIES = "retried_deliveries", "had deliveries sent again"
    EXPORTED_DELIVERIES = "exported_deliveries", "exported who was told"
    EXPORTED_AUDIT = "exported_audit", "exported the audit log"


def acts() -> list[tuple[str, str]]:
    """The choices of a column; a function, so that a new act needs no migration."""
    return Done.choices


def entries() -> list[tuple[str, str]]:
    return Via.choices


class AuditQuerySet(AppendOnlyQuerySet["AuditEntry"]):
    def newest_first(self) -> "AuditQuerySet":
        return self.order_by("-at", "-pk")

    def oldest_first(self) -> "AuditQuerySet":
        return self.order_by("at", "pk")

    def about(self, words: str) -> "AuditQuerySet":
        """Those that have the words in subject, detail, name, e-mail or address."""
        fields = ("subject", "detail", "person_name", "person_email", "address")
        found = models.Q()
        for field in fields:
            found |= models.Q(**{f"{field}__icontains": words})
        return self.filter(found)

    def chosen(
        self,
        *,
        words: str = "",
        person: int | None = None,
        act: str = "",
        since: date | None = None,
        until: date | None = None,
    ) -> "AuditQuerySet":
        """Those for which all that was chosen holds; what is empty chooses nothing.

        `person` is the key of a person. Days are UTC, both included.
        """
        entries = self.about(words) if words else self
        if person:
            entries = entries.filter(person=person)
        if act:
            entries = entries.filter(act=act)
        return entries.filter(within_days("at", since=since, until=until))

    def before(self, entry: "AuditEntry") -> "AuditQuerySet":
        """What stands below the entry when the newest is first. A range of the index, however long the log is."""
        same_moment = models.Q(at=entry.at, pk__lt=entry.pk)
        return self.filter(models.Q(at__lt=entry.at) | same_moment, at__lte=entry.at)

    def after(self, entry: "AuditEntry") -> "AuditQuerySet":
        same_moment = models.Q(at=entry.at, pk__gt=entry.pk)
        return self.filter(models.Q(at__gt=entry.at) | same_moment, at__gte=entry.at)

    def in_pieces(self) -> Iterator["AuditEntry"]:
        """All that are there now, the oldest first, fetched a few hundred at a time.

        No cursor and no transaction stays open meanwhile: who reads slowly holds up nobody.
        """
        last_written = AuditEntry.objects.aggregate(models.Max("pk"))["pk__max"]
        there = self.filter(pk__lte=last_written or 0).oldest_first()
        piece = list(there[:ROWS_AT_ONCE])
        while piece:
            yield from piece
            piece = list(there.after(piece[-1])[:ROWS_AT_ONCE])


class AuditEntry(AppendOnly):
    """One act. `person` is None where nobody is known: a failed sign-in, an alert, the clock.

    Name and e-mail are kept as they were; `token` is the name of the token that acted for the person. `detail` says what changed, "before → after", or a reason that was given.
    """

    at = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    person_name = models.CharField(max_length=120, blank=True)
    person_email = models.CharField(max_length=254, blank=True)
    via = models.CharField(max_length=20, choices=entries)
    address = models.CharField(max_length=45, blank=True)
    token = models.CharField(max_length=120, blank=True)
    act = models.CharField(max_length=40, choices=acts)
    subject = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    detail = models.CharField(max_length=LONGEST_DETAIL, blank=True)

    objects = AuditQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["person", "-at", "-id"], name="audit_of_person"),
            models.Index(fields=["act", "-at", "-id"], name="audit_of_act"),
        ]

    def __str__(self) -> str:
        return (
            f"{self.at:%Y-%m-%d %H:%M:%S} {self.person_name or 'nobody'} {self.act_in_words} {self.subject}"
        )

    @property
    def act_in_words(self) -> str:
        return str(Done(self.act).label)


def record_act(
    act: Done, subject: str, *, by: Person | None, at: datetime, detail: str = ""
) -> AuditEntry | None:
    """Write the row of an act; call it in the act's transaction. What is too long for the log is shortened.

    None for what is done inside a drill: its clock is not the wall's, and who practises is nobody else's business.

    Never hand in a password, a token or the text of a draft.
    """
    if not is_logged():
        return None
    came = origin()
    return AuditEntry.objects.create(
        at=at,
        person=by,
        person_name=by.name if by else "",
        person_email=by.email if by else "",
        via=came.via,
        address=came.address,
        token=came.token,
        act=act,
        subject=_shortened(subject, LONGEST_SUBJECT),
        detail=_shortened(detail, LONGEST_DETAIL),
    )


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """What changed, as the log writes it: "role: Responder → Admin; active: yes → no"."""
    return "; ".join(
        f"{name}: {before.get(name) or 'nothing'} → {value or 'nothing'}"
        for name, value in after.items()
        if before.get(name) != value
    )


def _shortened(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
