"""The tables of this app, by topic."""

from clarion.subscribers.calls import Call
from clarion.subscribers.deliveries import Delivery, Distribution
from clarion.subscribers.subscriber import IncidentSubscription, ServiceSubscription, Subscriber

__all__ = ["Call", "Delivery", "Distribution", "IncidentSubscription", "ServiceSubscription", "Subscriber"]
