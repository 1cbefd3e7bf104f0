r"""A problem: the underlying cause of one or more incidents, known or still looked for.

open --cause and workaround are known--> known error --what removed it--> resolved
  \-----------------what removed it--------------------------------------/   |
  ^------------- it came back: reopened, by a person or by its next incident-/
"""

from datetime import datetime

from django.db import models
from django.db.models.functions import Coalesce

from clarion.accounts.people import Person
from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.accounts.visible_words import visible_words
from clarion.incidents.incident import Incident
from clarion.incidents.references import number_in
from clarion.postmortems.action_items import ActionItem
from clarion.problems.times import times_in_words

LONGEST_WORDS = 2000
#: When an incident began, as far as the database knows: of planned work its window, else its start, else its declaration.
BEGAN = Coalesce("incidents__started_at", "incidents__planned_start", "incidents__declared_at")


class ProblemState(models.TextChoices):
    OPEN = "open", "Open"
    KNOWN_ERROR = "known_error", "Known error"
    RESOLVED = "resolved", "Resolved"


class ProblemQuerySet(models.QuerySet["Problem"]):
    def unresolved(self) -> "ProblemQuerySet":
        return self.exclude(state=ProblemState.RESOLVED)

    def often(self) -> "ProblemQuerySet":
        """Of those with sightings, those that were seen more than once in their time."""
        return self.filter(recent__gte=2)  # type: ignore[misc]

    def often_first(self) -> "ProblemQuerySet":
        """Of those with sightings; then the newest first."""
        return self.order_by("-recent", "-opened_at", "-pk")  # type: ignore[misc]

    def about(self, words: str) -> "ProblemQuerySet":
        """Those that have the words in title, cause or workaround, or whose reference they are: "PRB-4", "4"."""
        found = (
            models.Q(title__icontains=words)
            | models.Q(cause__icontains=words)
            | models.Q(workaround__icontains=words)
        )
        if (number := number_in(words, "PRB-")) is not None:
            found |= models.Q(pk=number)
        return self.filter(found)

    def with_sightings(self, *, since: datetime) -> "ProblemQuerySet":
        """With `incident_count`, `last_seen` (None without incidents) and `recent`, how many began since then."""
        recent = models.Q(incidents__started_at__gte=since) | models.Q(
            incidents__started_at=None, incidents__declared_at__gte=since
        )
        return self.annotate(
            incident_count=models.Count("incidents", distinct=True),
            last_seen=models.Max(BEGAN),
            recent=models.Count("incidents", filter=recent, distinct=True),
        )


class Problem(models.Model):
    """`removal` says what removed the cause; `reopened_because` why it was opened again, the last time."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    title = models.CharField(max_length=200, validators=[visible_words])
    cause = models.TextField(max_length=LONGEST_WORDS, blank=True)
    workaround = models.TextField(max_length=LONGEST_WORDS, blank=True)
    state = models.CharField(max_length=20, choices=ProblemState, default=ProblemState.OPEN)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="problems"
    )
    incidents = models.ManyToManyField(Incident, through="ProblemIncident", related_name="problems")
    action_items = models.ManyToManyField(ActionItem, blank=True, related_name="problems")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    removal = models.TextField(max_length=LONGEST_WORDS, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["state", "opened_at"], name="problems_by_state")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """The name by which people call it, for example PRB-4."""
        return f"PRB-{self.pk}"

    @property
    def often(self) -> str:
        """For example "Third time in 90 days", where it was read with the sightings since then; else empty."""
        return times_in_words(getattr(self, "recent", 0))

    @property
    def is_resolved(self) -> bool:
        return self.state == ProblemState.RESOLVED


class ProblemIncident(models.Model):
    """An incident of a problem, and who said so."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="links")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="problem_links")
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["problem", "incident"], name="one_link_of_problem_and_incident")
        ]

    def __str__(self) -> str:
        return f"{self.problem.reference}: {self.incident.reference}"
