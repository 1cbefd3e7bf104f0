"""Requests that were answered, by the key that their sender chose (see `repeats.py`)."""

from django.db import models

from clarion.accounts.api_tokens import ApiToken


class AnsweredRequest(models.Model):
    """What a token's request was answered. `answer` is None only within the transaction that makes it."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+")
    key_hash = models.CharField(max_length=64)
    request_hash = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "key_hash"], name="one_answer_per_key_of_a_token")
        ]

    def __str__(self) -> str:
        return f"answer of {self.at:%Y-%m-%d %H:%M} UTC"
