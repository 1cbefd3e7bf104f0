"""Addresses of the console and of the intake. The public page has a listener and addresses of its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("clarion.web.urls")),
    path("intake/", include("clarion.intake.urls")),
]

handler400 = "clarion.web.errors.bad_request"
handler403 = "clarion.web.errors.forbidden"
handler404 = "clarion.web.errors.not_found"
handler500 = "clarion.web.errors.server_error"
