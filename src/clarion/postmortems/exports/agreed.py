"""What is read and exported: how a post-mortem reads now, and once it is final, what was agreed."""

from dataclasses import replace

from clarion.postmortems.document import Document, read_document
from clarion.postmortems.exports.kept import document_of
from clarion.postmortems.exports.wording import AGREED
from clarion.postmortems.postmortem import PostMortem


def document_to_read(postmortem: PostMortem) -> Document:
    """What is final stays as it was agreed, whatever becomes of its incidents; action items stand as they do now."""
    now = read_document(postmortem)
    if postmortem.stage not in AGREED:
        return now
    kept = postmortem.versions.filter(stage=postmortem.stage).first()
    return replace(document_of(kept.content), items=now.items) if kept else now
