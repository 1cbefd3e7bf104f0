"""The tables of this app, by topic."""

from clarion.updates.approval import Approval
from clarion.updates.cadence_settings import CadenceSettings
from clarion.updates.dismissals import DismissedFinding
from clarion.updates.drafts import Draft
from clarion.updates.notices import Notice
from clarion.updates.promises import Promise
from clarion.updates.publication import IncidentUpdate

__all__ = ["Approval", "CadenceSettings", "DismissedFinding", "Draft", "IncidentUpdate", "Notice", "Promise"]
