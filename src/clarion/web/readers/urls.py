"""Addresses of the readers' forms, below /subscribe/. Those with a token are written into mails; see subscribers/links.py."""

from django.urls import path

from clarion.web.readers import confirm, manage, style, subscribe, unsubscribe

urlpatterns = [
    path("", subscribe.subscribe, name="subscribe"),
    path("style.css", style.style, name="readers_style"),
    path("partners/<str:key>/", subscribe.for_partners, name="subscribe_partners"),
    path("sent/", subscribe.sent, name="subscribe_sent"),
    path("confirm/<str:token>/", confirm.confirm_letter, name="subscribe_confirm"),
    path("manage/<str:token>/", manage.manage, name="subscribe_manage"),
    path("owner/<str:token>/", manage.manage_as_owner, name="subscribe_owner"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    # A redirect would answer a mail program's POST with 301, and it does not come again.
    path("unsubscribe/<str:token>", unsubscribe.unsubscribe),
]
