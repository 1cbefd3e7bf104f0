"""Who was there, and in which role: kept apart from causes, so that no name has to stand in them."""

from django.db import models

from clarion.accounts.people import Person
from clarion.accounts.visible_words import visible_words
from clarion.postmortems.postmortem import PostMortem


class Involved(models.Model):
    """`person` is None for somebody who does not work in Clarion: a supplier's engineer, a customer."""

    postmortem = models.ForeignKey(PostMortem, on_delete=models.CASCADE, related_name="involved")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, validators=[visible_words])
    role = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name
