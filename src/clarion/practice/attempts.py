"""What a person wrote for practice, with what came of it. It is seen by that person; others see sums alone."""

from django.db import models

from clarion.accounts.people import Person
from clarion.practice.tiers import Tier

LONGEST_ATTEMPT = 8000


class Activity(models.TextChoices):
    """What is practised in writing; quiz and drills keep their own rows."""

    EXERCISE = "exercise", "Exercise"
    SITUATION = "situation", "Situation"
    SCENARIO = "scenario", "Scenario"
    INTERVIEW = "interview", "Interview"


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def by(self, person: Person) -> "AttemptQuerySet":
        return self.filter(person=person)


class Attempt(models.Model):
    """`key` names the exercise, situation, scenario or interview question by its id in the shipped texts.

    `met` and `unmet` are ids of criteria; `own_view` is what the person thinks of each criterion (id -> tier).
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attempts")
    activity = models.CharField(max_length=20, choices=Activity)
    key = models.CharField(max_length=80)
    text = models.TextField(max_length=LONGEST_ATTEMPT)
    tier = models.CharField(max_length=20, choices=[(tier.value, tier.label) for tier in Tier])
    met = models.JSONField(default=list, blank=True)
    unmet = models.JSONField(default=list, blank=True)
    own_view = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "activity", "key", "-at"], name="attempts_of_a_person")]

    def __str__(self) -> str:
        return f"{self.get_activity_display()} {self.key}: {Tier(self.tier).label}"
