"""The timeline: append-only entries, what happened and when it was written down apart.

An entry is reworded, sorted into another kind or hidden by a new entry that amends it (see `amendments.py`).
Whoever lists or counts what happened asks `Entry.objects.current()`, or the same of an incident's entries.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce

from clarion.accounts.append_only import AppendOnly, AppendOnlyQuerySet
from clarion.accounts.people import Person
from clarion.incidents.drills import OF_REAL_INCIDENTS
from clarion.incidents.entry_kinds import EntryKind, guess_kind
from clarion.incidents.evidence import LONGEST_ADDRESS, evidence_address, host_of
from clarion.incidents.incident import Incident


class Source(models.TextChoices):
    PERSON = "person", "written by a person"
    RECORD = "record", "change of the record"
    ALERT = "alert", "alert"
    UPDATE = "update", "published update"
    CLOCK = "clock", "promise clock"
    IMPORT = "import", "import"


#: What a source writes; a person's words are guessed at.
KIND_OF_SOURCE = {
    Source.RECORD: EntryKind.CHANGE,
    Source.ALERT: EntryKind.ALERT,
    Source.UPDATE: EntryKind.COMMUNICATION,
    Source.CLOCK: EntryKind.COMMUNICATION,
    Source.IMPORT: EntryKind.NOTE,
}


class EntryQuerySet(AppendOnlyQuerySet["Entry"]):
    def current(self, *, with_hidden: bool = False) -> "EntryQuerySet":
        """Every line once, as it reads now, the newest first; without those that somebody hid as noise.

        Lines of one minute stay in the order in which they were first written, whoever amended which.
        """
        newest = self.filter(amended_by=None).annotate(place=Coalesce("original_id", "pk"))
        shown = newest if with_hidden else newest.filter(hidden=False)
        return shown.order_by("-occurred_at", "-place")

    def before(self, entry: "Entry") -> "EntryQuerySet":
        """Of `current()`, those that stand after this one in the list: what is older."""
        same_time = models.Q(occurred_at=entry.occurred_at, place__lt=entry.original_id or entry.pk)
        older = models.Q(occurred_at__lt=entry.occurred_at) | same_time
        # The first condition says nothing new, and lets the database begin in its index at the right place.
        return self.filter(occurred_at__lte=entry.occurred_at).filter(older)

    def with_people(self) -> "EntryQuerySet":
        return self.select_related("by", "original__by")


EntryManager = models.Manager.from_queryset(EntryQuerySet)


class RealEntries(EntryManager["Entry"]):
    """Without those of drills; see `incidents/drills.py`."""

    def get_queryset(self) -> models.QuerySet["Entry"]:
        return super().get_queryset().filter(OF_REAL_INCIDENTS)


class Entry(AppendOnly):
    """One line of the timeline. `by` is None where no person wrote it (an alert, the clock, an import).

    An amendment names the entry that it takes the place of (`amends`, one successor each) and the first one of
    the chain (`original`, None for the first itself). `hidden`: somebody took it for noise.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="entries")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=20, choices=Source)
    kind = models.CharField(max_length=20, choices=EntryKind, default=EntryKind.NOTE)
    text = models.TextField()
    evidence_url = models.CharField(max_length=LONGEST_ADDRESS, blank=True, validators=[evidence_address])
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True)
    amends = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amended_by"
    )
    original = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    why = models.CharField(max_length=400, blank=True)
    hidden = models.BooleanField(default=False)

    with_drills = EntryQuerySet.as_manager()
    objects: ClassVar[RealEntries] = RealEntries()

    class Meta:
        ordering = ["-occurred_at", "-pk"]
        indexes = [
            models.Index(fields=["incident", "-occurred_at"]),
            models.Index(fields=["incident", "kind", "-occurred_at"], name="entries_of_a_kind"),
            models.Index(fields=["incident"], condition=models.Q(hidden=True), name="hidden_entries"),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_at:%H:%M} {self.text}"

    @property
    def first(self) -> "Entry":
        """The entry as it was first written; this one, where nobody amended it."""
        return self.original or self

    @property
    def first_key(self) -> int:
        """The key of `first`, asked of no database."""
        return self.original_id or self.pk

    @property
    def evidence_host(self) -> str:
        """The host that the evidence lies on; empty without an address that may be linked."""
        return host_of(self.evidence_url)


def record_entry(
    incident: Incident,
    text: str,
    *,
    source: Source,
    at: datetime,
    by: Person | None = None,
    occurred_at: datetime | None = None,
    evidence_url: str = "",
    kind: EntryKind | None = None,
) -> Entry:
    """Add a line: recorded at `at`, happened at `occurred_at` (the same, when not given).

    `kind` None takes the one of the source, and for a person's line the one that its words suggest.
    Raises ValidationError.
    """
    entry = Entry(
        incident=incident,
        occurred_at=occurred_at or at,
        recorded_at=at,
        source=source,
        kind=kind or KIND_OF_SOURCE.get(source) or guess_kind(text),
        text=text.strip(),
        evidence_url=evidence_url,
        by=by,
    )
    entry.full_clean()
    entry.save()
    return entry
