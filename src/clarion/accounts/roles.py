"""Roles and what they allow: one table, asked through `permission.py` by every view, command and flow.

Deny by default: an act that is not in the table of a role is refused.
"""

from enum import StrEnum

from django.db import models


class Role(models.TextChoices):
    RESPONDER = "responder", "Responder"
    COMMUNICATIONS_LEAD = "communications_lead", "Communications lead"
    ADMIN = "admin", "Admin"


class Act(StrEnum):
    """Something that a person does; the value completes the sentence "You may not ..."."""

    SEE = "see the console"
    DECLARE = "declare an incident"
    CHANGE_RECORD = "change the record of an incident"
    WRITE = "write a draft"
    APPROVE_INTERNAL = "approve an internal update"
    APPROVE_EXTERNAL = "approve an update that leaves the company"
    PUBLISH_INTERNAL = "publish an internal update"
    PUBLISH_EXTERNAL = "publish an update that leaves the company"
    LEARN = "write in a post-mortem"
    PRACTISE = "practise"
    SEE_PRACTICE_SUMS = "see what the team practised in sum"
    FINISH_POSTMORTEM = "make a post-mortem final"
    MANAGE_WORKSPACE = "manage people, services and tokens"
    IMPORT = "import incidents"
    SEE_AUDIT = "see the audit log"


RESPONDER_ACTS = frozenset(
    {
        Act.SEE,
        Act.DECLARE,
        Act.CHANGE_RECORD,
        Act.WRITE,
        Act.APPROVE_INTERNAL,
        Act.PUBLISH_INTERNAL,
        Act.LEARN,
        Act.PRACTISE,
    }
)
LEAD_ACTS = RESPONDER_ACTS | {
    Act.APPROVE_EXTERNAL,
    Act.PUBLISH_EXTERNAL,
    Act.FINISH_POSTMORTEM,
    Act.SEE_PRACTICE_SUMS,
}
ACTS = {
    Role.RESPONDER: RESPONDER_ACTS,
    Role.COMMUNICATIONS_LEAD: LEAD_ACTS,
    Role.ADMIN: LEAD_ACTS | {Act.MANAGE_WORKSPACE, Act.IMPORT, Act.SEE_AUDIT},
}


def acts_of(role: Role) -> frozenset[Act]:
    return ACTS.get(role, frozenset())
