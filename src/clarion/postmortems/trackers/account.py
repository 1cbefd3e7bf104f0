"""A tracker that an admin connected: where it is, which project, and the token that opens it.

What the tracker says is done here in the name of whoever connected it, with that person's rights.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.crypto import get_random_string

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.accounts.roles import Act
from clarion.postmortems.trackers.asking import keeps_a_token
from clarion.postmortems.trackers.github import GitHub
from clarion.postmortems.trackers.jira import Jira
from clarion.postmortems.trackers.tracker import Tracker

GITHUB_API = "https://api.github.com"
PROJECTS = {"github": r"[\w.-]+/[\w.-]+\Z", "jira": r"[A-Za-z][A-Za-z0-9_]*\Z"}


def new_hook_secret() -> str:
    return get_random_string(40)


class TrackerKind(models.TextChoices):
    GITHUB = "github", "GitHub"
    JIRA = "jira", "Jira"


class TrackerAccount(models.Model):
    """`secret` opens the tracker, `hook_secret` signs what its webhook sends. `by_itself`: final post-mortems bring their items in."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    kind = models.CharField(max_length=10, choices=TrackerKind)
    address = models.URLField(max_length=300)
    project = models.CharField(max_length=200)
    user = models.CharField(max_length=200, blank=True)
    issue_type = models.CharField(max_length=60, blank=True)
    secret = models.CharField(max_length=500)
    hook_secret = models.CharField(max_length=60, default=new_hook_secret)
    by_itself = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "project"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.project}"

    def clean(self) -> None:
        """What GitHub and Jira each need. Raises ValidationError with the field."""
        wrong: dict[str, str] = {}
        try:
            RegexValidator(rf"\A{PROJECTS.get(self.kind, '')}")(self.project)
        except ValidationError:
            wrong["project"] = (
                "Write owner/repository, as acme/shop."
                if self.kind == TrackerKind.GITHUB
                else "Write the key of the project, as OPS."
            )
        if self.kind == TrackerKind.JIRA and "@" not in self.user:
            wrong["user"] = "Write the e-mail address that the token belongs to."
        if self.kind == TrackerKind.JIRA and not self.issue_type:
            wrong["issue_type"] = "Write the type that issues get, as Task."
        if not keeps_a_token(self.address):
            wrong["address"] = (
                "Write an address that begins with https://. With http:// anybody on the way reads the token."
            )
        if wrong:
            raise ValidationError(wrong)


def tracker_of(account: TrackerAccount, *, at: datetime) -> Tracker:
    if account.kind == TrackerKind.GITHUB:
        return GitHub(account.address, account.project, account.secret, at)
    return Jira(account.address, account.project, account.user, account.secret, account.issue_type, at)


@transaction.atomic
def connect_tracker(account: TrackerAccount, *, by: Person, at: datetime) -> TrackerAccount:
    """Keep a new account. Raises NotAllowed, ValidationError with the field."""
    require(by, Act.MANAGE_WORKSPACE)
    account.added_at, account.added_by = at, by
    account.full_clean()
    if connected().filter(kind=account.kind, address=account.address, project=account.project).exists():
        raise ValidationError({"project": "This project is connected already."})
    account.save()
    record_act(Done.CONNECTED_TRACKER, str(account), by=by, at=at, detail=account.address)
    return account


@transaction.atomic
def change_tracker(account: TrackerAccount, changes: dict[str, Any], *, by: Person, at: datetime) -> None:
    """Another token, or whether items come in by themselves. Raises NotAllowed, ValidationError with the field."""
    require(by, Act.MANAGE_WORKSPACE)
    current = TrackerAccount.objects.select_for_update(of=("self",)).get(pk=account.pk)
    for name in changes.keys() & {"secret", "by_itself"}:
        setattr(current, name, changes[name])
    current.full_clean()
    current.save()
    told = ", ".join(sorted(name.replace("secret", "token").replace("_", " ") for name in changes))
    record_act(Done.CHANGED_TRACKER, str(current), by=by, at=at, detail=told)


@transaction.atomic
def rotate_hook_secret(account: TrackerAccount, *, by: Person, at: datetime) -> str:
    """Another secret for the webhook, returned here and shown nowhere else; the one before opens nothing from now on.

    Raises NotAllowed.
    """
    require(by, Act.MANAGE_WORKSPACE)
    current = TrackerAccount.objects.select_for_update(of=("self",)).get(pk=account.pk)
    current.hook_secret = new_hook_secret()
    current.save(update_fields=["hook_secret"])
    record_act(Done.ROTATED_HOOK_SECRET, str(current), by=by, at=at)
    return current.hook_secret


@transaction.atomic
def disconnect_tracker(account: TrackerAccount, *, by: Person, at: datetime) -> None:
    """Issues stay as they are, with their links; nothing is kept in step any more. The token is forgotten."""
    require(by, Act.MANAGE_WORKSPACE)
    if connected().filter(pk=account.pk).update(removed_at=at, secret="forgotten"):  # noqa: S106 -- a word, no secret
        record_act(Done.DISCONNECTED_TRACKER, str(account), by=by, at=at)


def connected() -> models.QuerySet[TrackerAccount]:
    return TrackerAccount.objects.filter(removed_at=None)
