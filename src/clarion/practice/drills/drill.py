"""A drill as it is held: its script, its clock, who takes part, and which injects were shown.

A server that is restarted in the middle loses nothing: all that a drill is lies in these rows.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from clarion.accounts.people import Person
from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.incidents.incident import Incident
from clarion.practice.drills.clock import FASTEST, SLOWEST, DrillClock


class DrillRole(models.TextChoices):
    """Who does what in a drill; somebody alone holds all roles."""

    COMMANDER = "commander", "Incident commander"
    COMMUNICATIONS = "communications", "Communications lead"
    SUPPORT = "support", "Support"
    ENGINEER = "engineer", "Engineer"


class DrillQuerySet(models.QuerySet["Drill"]):
    def of(self, person: Person) -> "DrillQuerySet":
        """Those that the person takes part in, each once, whatever roles they hold: nobody else sees a drill."""
        return self.filter(
            models.Exists(Participant.objects.filter(drill=models.OuterRef("pk"), person=person))
        )

    def open(self) -> "DrillQuerySet":
        """Those that wait for their people, and those that run."""
        return self.filter(ended_at=None)

    def running(self) -> "DrillQuerySet":
        return self.open().exclude(started_at=None)

    def over(self) -> "DrillQuerySet":
        """Those that were held; one that was called off while it waited is none."""
        return self.exclude(ended_at=None).exclude(started_at=None)


class Drill(models.Model):
    """`script` is the whole script as it was at the start (its TOML), so that a later change of the file changes no drill.

    `seed` decides the small shifts of the injects; the same seed and script give the same drill. `cadence` is the table that
    held at the start (cell -> minutes): the debrief is the same when the workspace changes its own.
    `started_at` is when its clock was started, by the wall's; None while it waits for its people.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    title = models.CharField(max_length=200)
    script = models.TextField()
    seed = models.PositiveBigIntegerField()
    pace = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(SLOWEST), MaxValueValidator(FASTEST)]
    )
    cadence = models.JSONField(editable=False)
    begins_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="drill_of")

    objects = DrillQuerySet.as_manager()

    class Meta:
        ordering = ["-begins_at", "-pk"]

    def __str__(self) -> str:
        return f"Drill: {self.title}"

    @property
    def clock(self) -> DrillClock:
        return DrillClock(self.begins_at, self.started_at, self.pace, self.ended_at)

    @property
    def waits(self) -> bool:
        return self.started_at is None and self.ended_at is None


class Participant(models.Model):
    """`joined_at` is when they first looked at a drill that waited for them, by the wall's clock; None before."""

    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=DrillRole)
    joined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["drill", "person", "role"], name="a_role_of_a_drill_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"


class ShownInject(models.Model):
    """An inject that the participants have seen. One row each, whoever came first: it is shown once and never lost."""

    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, related_name="shown")
    number = models.PositiveSmallIntegerField()  # its place in the script, from 0
    at = models.DateTimeField()  # the drill's time for which it was due

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["drill", "number"], name="an_inject_is_shown_once")]

    def __str__(self) -> str:
        return f"{self.drill}, inject {self.number}"
