"""Freezing the document: what it read like when its stage changed, kept for good, and how two states are told apart."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime

from django.db.models import Max

from clarion.accounts.people import Person
from clarion.postmortems.document import Document, as_json, read_document
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.versions import DocumentVersion


def freeze(
    postmortem: PostMortem, *, why: str, document: Document | None = None, by: Person | None, at: datetime
) -> DocumentVersion:
    """Keep the document, None as it reads now; call it in the transaction, and under the lock, of the change of stage."""
    newest = postmortem.versions.aggregate(Max("number"))["number__max"] or 0
    return DocumentVersion.objects.create(
        postmortem=postmortem,
        number=newest + 1,
        stage=postmortem.stage,
        content=as_json(document or read_document(postmortem)),
        why=why,
        at=at,
        by=by,
    )


def fingerprint_of(document: Document) -> str:
    """The same for the same words: 64 hexadecimal digits, whatever its stage, its owner and its due day are."""
    words = replace(document, stage=Stage.DRAFT, owner="", due_on=None, finished_at=None, published_at=None)
    return hashlib.sha256(json.dumps(as_json(words), sort_keys=True).encode()).hexdigest()
