"""Addresses for other systems, under /intake/."""

from django.urls import path

from clarion.intake import webhooks
from clarion.intake.bounces import webhook

urlpatterns = [
    path("alertmanager/<str:token>", webhooks.alertmanager, name="intake_alertmanager"),
    path("bounces/<str:token>", webhook.bounces, name="intake_bounces"),
]
