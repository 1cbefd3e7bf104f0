"""The app of people: it listens to the sign-in, so that every way to sign in is recorded."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "clarion.accounts"

    def ready(self) -> None:
        from clarion.accounts import recorded_sign_in

        recorded_sign_in.listen()
