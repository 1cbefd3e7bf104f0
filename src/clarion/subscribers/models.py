"""The tables of this app, by topic."""

from clarion.subscribers.calls import Call
from clarion.subscribers.deliveries import Delivery, Distribution
from clarion.subscribers.pace import Pace
from clarion.subscribers.subscriber import IncidentSubscription, ServiceSubscription, Subscriber
from clarion.subscribers.tallies import Tally

__all__ = [
    "Call",
    "Delivery",
    "Distribution",
    "IncidentSubscription",
    "Pace",
    "ServiceSubscription",
    "Subscriber",
    "Tally",
]
