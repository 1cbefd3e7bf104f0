"""The glossary of the workspace: a term of the trade, and what readers outside are told instead."""

from datetime import datetime

from django.db import models, transaction
from django.db.models.functions import Lower

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person


class GlossaryTerm(models.Model):
    """`plain` is the wording for readers: "ingress" -> "the entrance to our systems"."""

    term = models.CharField(max_length=80)
    plain = models.CharField(max_length=200)

    class Meta:
        ordering = ["term"]
        constraints = [models.UniqueConstraint(Lower("term"), name="one_wording_per_term")]

    def __str__(self) -> str:
        return f"{self.term} → {self.plain}"


@transaction.atomic
def add_term(term: GlossaryTerm, *, by: Person, at: datetime) -> None:
    """Keep a new term. Raises ValidationError when there is a wording for it already."""
    term.full_clean()
    term.save()
    record_act(Done.ADDED_TERM, term.term, by=by, at=at, detail=str(term))


@transaction.atomic
def remove_term(term: GlossaryTerm, *, by: Person, at: datetime) -> None:
    record_act(Done.REMOVED_TERM, term.term, by=by, at=at, detail=str(term))
    term.delete()
