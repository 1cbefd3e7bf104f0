"""The glossary of the workspace: a term of the trade, and what readers outside are told instead."""

from django.db import models
from django.db.models.functions import Lower


class GlossaryTerm(models.Model):
    """`plain` is the wording for readers: "ingress" -> "the entrance to our systems"."""

    term = models.CharField(max_length=80)
    plain = models.CharField(max_length=200)

    class Meta:
        ordering = ["term"]
        constraints = [models.UniqueConstraint(Lower("term"), name="one_wording_per_term")]

    def __str__(self) -> str:
        return f"{self.term} → {self.plain}"
