"""Addresses for other systems, under /intake/."""

from django.urls import path

from clarion.intake import webhooks

urlpatterns = [
    path("alertmanager/<str:token>", webhooks.alertmanager, name="intake_alertmanager"),
]
