"""The workspace: the one organisation that an installation serves."""

from django.db import models

from clarion.accounts.languages import ENGLISH, known, spoken
from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id


class Workspace(models.Model):
    """One row. Its public id is the page id of the Statuspage v2 API."""

    name = models.CharField(max_length=120, default="Status")
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH)
    external_questions_go_to = models.CharField(max_length=200, default="the communications lead")
    teams = models.JSONField(default=list, blank=True)
    domains = models.JSONField(default=list, blank=True)  # those that a public text may name
    chat_webhook = models.URLField(max_length=500, blank=True)  # a secret: whoever knows it can write there
    default_language = models.CharField(max_length=10, choices=spoken, default=ENGLISH)
    further_languages = models.JSONField(default=list, blank=True)  # in which the page is shown besides
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name

    @property
    def page_languages(self) -> tuple[str, ...]:
        """The languages of the public page, the default one first; texts are written in that one."""
        return known([self.default_language, *self.further_languages]) or (ENGLISH,)

    def prefix_of(self, language: str) -> str:
        """What stands before the addresses of the page in that language; empty for the first one, and for one that it lacks."""
        return f"/{language}" if language in self.page_languages[1:] else ""

    def in_words(self) -> dict[str, str]:
        """What an admin can change, as the audit log writes it."""
        return {
            "name": self.name,
            "external questions go to": self.external_questions_go_to,
            "teams": ", ".join(self.teams),
            "domains": ", ".join(self.domains),
        }

    @classmethod
    def current(cls) -> "Workspace":
        """The workspace; made with its defaults where there is none yet."""
        workspace, _ = cls.objects.get_or_create(pk=1, defaults={"public_id": new_public_id()})
        return workspace
