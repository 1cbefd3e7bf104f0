"""The tables of this app, by topic."""

from clarion.accounts.api_tokens import ApiToken
from clarion.accounts.audit import AuditEntry
from clarion.accounts.glossary import GlossaryTerm
from clarion.accounts.one_time_links import OneTimeLink
from clarion.accounts.partner_keys import PartnerKey
from clarion.accounts.people import Person
from clarion.accounts.tokens import IntakeToken
from clarion.accounts.workspace import Workspace

__all__ = [
    "ApiToken",
    "AuditEntry",
    "GlossaryTerm",
    "IntakeToken",
    "OneTimeLink",
    "PartnerKey",
    "Person",
    "Workspace",
]
