"""The tables of this app, by topic."""

from clarion.subscribers.bounce_tokens import BounceToken
from clarion.subscribers.bounces import Bounce
from clarion.subscribers.calls import Call
from clarion.subscribers.deliveries import Delivery, Distribution
from clarion.subscribers.form_limits import FormUse
from clarion.subscribers.import_files import ImportFile
from clarion.subscribers.letters import Letter
from clarion.subscribers.pace import Pace
from clarion.subscribers.subscriber import IncidentSubscription, ServiceSubscription, Subscriber
from clarion.subscribers.tallies import Tally

__all__ = [
    "Bounce",
    "BounceToken",
    "Call",
    "Delivery",
    "Distribution",
    "FormUse",
    "ImportFile",
    "IncidentSubscription",
    "Letter",
    "Pace",
    "ServiceSubscription",
    "Subscriber",
    "Tally",
]
