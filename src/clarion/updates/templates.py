"""Templates of the workspace: what an admin made of the shipped text of a kind for an audience.

Append-only: every save is the next version, and the highest is in force. "Back to the shipped text" is a version
as well, so nothing of the history is lost; from then on the workspace follows the shipped text, also when a new
release of Clarion brings a better one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from clarion.accounts.append_only import AppendOnly
from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.drafting import shipped_template
from clarion.drafting.checking import known_placeholders, problems_of
from clarion.updates.audiences import KINDS, Audience, Kind


class MessageTemplate(AppendOnly):
    """One version. `is_shipped` says that the shipped text is in force again; `text` is what it said then."""

    audience = models.CharField(max_length=20, choices=Audience)
    kind = models.CharField(max_length=20, choices=Kind)
    version = models.PositiveIntegerField()
    text = models.TextField()
    is_shipped = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["audience", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["audience", "kind", "version"], name="one_template_of_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.get_audience_display()} {Kind(self.kind).words}, version {self.version}"


class TemplateChanged(Exception):
    """Somebody else saved this template since it was opened. Nothing was lost: holds what is in force now."""

    def __init__(self, current: "InForce") -> None:
        super().__init__(
            "Somebody else saved this template since you opened it. Both texts are below; keep what is right."
        )
        self.current = current


@dataclass(frozen=True)
class InForce:
    """What suggested texts are filled from now. `latest` None: nobody has ever changed the shipped text."""

    audience: Audience
    kind: Kind
    latest: MessageTemplate | None

    @property
    def version(self) -> int:
        """0 while the shipped text has never been changed."""
        return self.latest.version if self.latest else 0

    @property
    def is_shipped(self) -> bool:
        return self.latest is None or self.latest.is_shipped

    @property
    def text(self) -> str:
        if self.latest is None or self.latest.is_shipped:
            return shipped_template(self.audience, self.kind)
        return self.latest.text


def template_in_force(audience: str, kind: str) -> InForce:
    """Raises ValidationError for a kind that the audience is not sent."""
    must_be_written_for(audience, kind)
    return InForce(Audience(audience), Kind(kind), template_versions(audience, kind).first())


def templates_in_force() -> Iterator[InForce]:
    """Every kind for every audience, in the order in which the design lists them."""
    latest: dict[tuple[str, str], MessageTemplate] = {}
    for row in MessageTemplate.objects.select_related("edited_by").order_by("version"):
        latest[row.audience, row.kind] = row
    for audience, kinds in KINDS.items():
        for kind in kinds:
            yield InForce(audience, kind, latest.get((audience, kind)))


def template_versions(audience: str, kind: str) -> models.QuerySet[MessageTemplate]:
    """The history, the newest first."""
    rows = MessageTemplate.objects.filter(audience=audience, kind=kind)
    return rows.select_related("edited_by").order_by("-version")


def save_template(
    audience: str, kind: str, text: str, *, seen_version: int, note: str = "", by: Person, at: datetime
) -> InForce:
    """The next version; what is in force already is not saved again. `seen_version` is what the editor was shown.

    Raises NotAllowed, TemplateChanged, ValidationError (it names each problem with its place).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n"
    must_be_sound(text)
    return _next_version(audience, kind, text, seen_version=seen_version, note=note, by=by, at=at)


def use_shipped_template(audience: str, kind: str, *, seen_version: int, by: Person, at: datetime) -> InForce:
    """Follow the shipped text again. Raises NotAllowed, TemplateChanged, ValidationError."""
    must_be_written_for(audience, kind)
    text = shipped_template(audience, kind)
    note = "back to the shipped text"
    return _next_version(
        audience, kind, text, seen_version=seen_version, note=note, is_shipped=True, by=by, at=at
    )


def restore_template(
    audience: str, kind: str, version: int, *, seen_version: int, by: Person, at: datetime
) -> InForce:
    """An earlier version as the next one. Raises NotAllowed, TemplateChanged; ValidationError where there is none."""
    row = template_versions(audience, kind).filter(version=version).first()
    if row is None:
        raise ValidationError(f"There is no version {version} of this template.")
    if row.is_shipped:
        return use_shipped_template(audience, kind, seen_version=seen_version, by=by, at=at)
    note = f"version {version} again"
    # Not checked anew: it was sound when it was saved, and a placeholder that has gone since becomes a prompt.
    return _next_version(audience, kind, row.text, seen_version=seen_version, note=note, by=by, at=at)


def must_be_sound(text: str) -> None:
    """Raises ValidationError with one message for each problem and its place, then one that lists the placeholders."""
    if problems := [str(problem) for problem in problems_of(text)]:
        raise ValidationError([*problems, f"Placeholders there are: {known_placeholders()}."])


def must_be_written_for(audience: str, kind: str) -> None:
    """Raises ValidationError for an audience that does not exist, and for a kind that it is not sent."""
    if audience not in Audience or kind not in KINDS.get(Audience(audience), ()):
        raise ValidationError("There is no template of this kind for this audience.")


def _next_version(
    audience: str,
    kind: str,
    text: str,
    *,
    seen_version: int,
    note: str,
    is_shipped: bool = False,
    by: Person,
    at: datetime,
) -> InForce:
    require(by, Act.MANAGE_WORKSPACE)
    current = template_in_force(audience, kind)
    if seen_version != current.version:
        raise TemplateChanged(current)
    if text == current.text and (current.is_shipped or not is_shipped):
        return current  # saving what is in force already keeps a template that follows the shipped text following it
    row = MessageTemplate(
        audience=audience, kind=kind, version=current.version + 1, text=text, is_shipped=is_shipped,
        note=note.strip(), edited_by=by, edited_at=at,
    )  # fmt: skip
    row.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            row.save()
            subject = f"template for {current.kind.words} to {current.audience.label}"
            detail = f"version {row.version}" + (f": {row.note}" if row.note else "")
            record_act(Done.CHANGED_TEMPLATE, subject, by=by, at=at, detail=detail)
    except IntegrityError:  # somebody saved between our look and our save
        raise TemplateChanged(template_in_force(audience, kind)) from None
    return template_in_force(audience, kind)
