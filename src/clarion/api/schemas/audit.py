"""Lines of the audit log."""

from datetime import datetime

from pydantic import Field

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.origin import Via
from clarion.api.fields import Answer


class AuditAnswer(Answer):
    """The columns of the export: see docs/audit.md."""

    id: int
    at: datetime
    person: str = Field(description="The name as it was then; empty where nobody is known.")
    email: str
    via: Via
    address: str
    token: str = Field(description="The name of the token that acted for the person.")
    act: Done
    subject: str
    detail: str

    @classmethod
    def of(cls, entry: AuditEntry) -> "AuditAnswer":
        return cls(
            id=entry.pk, at=entry.at, person=entry.person_name, email=entry.person_email, via=Via(entry.via),
            address=entry.address, token=entry.token, act=Done(entry.act), subject=entry.subject,
            detail=entry.detail,
        )  # fmt: skip
