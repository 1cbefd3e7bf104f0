"""Addresses for other systems, under /intake/."""

from django.urls import path

from clarion.intake import trackers, webhooks
from clarion.intake.bounces import webhook

urlpatterns = [
    path("alertmanager/<str:token>", webhooks.alertmanager, name="intake_alertmanager"),
    path("trackers/<str:public_id>", trackers.tracker, name="intake_tracker"),
    path("bounces/<str:token>", webhook.bounces, name="intake_bounces"),
]
