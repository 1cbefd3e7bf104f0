"""The tables of this app, by topic."""

from clarion.updates.approval import Approval
from clarion.updates.cadence_settings import CadenceSettings
from clarion.updates.dismissals import DismissedFinding
from clarion.updates.drafts import Draft
from clarion.updates.editors import DraftEditor
from clarion.updates.notices import Notice
from clarion.updates.promises import Promise
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import QuietCorrection, QuietProposal
from clarion.updates.series_texts import SeriesText
from clarion.updates.templates import MessageTemplate
from clarion.updates.withdrawals import Withdrawal

__all__ = [
    "Approval",
    "CadenceSettings",
    "DismissedFinding",
    "Draft",
    "DraftEditor",
    "IncidentUpdate",
    "MessageTemplate",
    "Notice",
    "Promise",
    "QuietCorrection",
    "QuietProposal",
    "SeriesText",
    "Withdrawal",
]
