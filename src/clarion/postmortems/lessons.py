"""Lessons: what went well, what went poorly, where we were lucky."""

from django.db import models

from clarion.postmortems.postmortem import PostMortem

LONGEST_LESSON = 600


class LessonKind(models.TextChoices):
    WELL = "well", "Went well"
    POORLY = "poorly", "Went poorly"
    LUCKY = "lucky", "Where we were lucky"


class Lesson(models.Model):
    postmortem = models.ForeignKey(PostMortem, on_delete=models.CASCADE, related_name="lessons")
    kind = models.CharField(max_length=10, choices=LessonKind)
    text = models.CharField(max_length=LONGEST_LESSON)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
