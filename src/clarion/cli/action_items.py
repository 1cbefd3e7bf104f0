"""`clarion action-item`: action items from a shell: what is owed, one more, done."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clarion.accounts.people import Person

AS = click.option(
    "--as", "email", help="E-mail of the person who acts. Default: CLARION_PERSON, else the first admin."
)


@click.group("action-item")
def action_item_group() -> None:
    """Action items of post-mortems."""


@action_item_group.command("list")
@click.option("--owner", "owner_email", default="", help="Only those of this e-mail address.")
@click.option("--overdue", is_flag=True, help="Only those whose due date has passed.")
@click.option("--most", default=50, show_default=True, type=click.IntRange(1, 1000), help="Lines at most.")
@AS
def list_items(owner_email: str, most: int, email: str | None, *, overdue: bool) -> None:
    """Open action items, the most urgent first."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    from django.utils import timezone

    from clarion.accounts.permission import require
    from clarion.accounts.roles import Act
    from clarion.postmortems.action_items import ActionItem, day_in_words

    require(acting_person(email), Act.SEE)
    today = timezone.now().date()
    items = ActionItem.objects.overdue(today=today) if overdue else ActionItem.objects.open()
    if owner_email:
        items = items.filter(owner=_person(owner_email, "--owner"))
    found = list(items.due_first().select_related("owner", "postmortem")[: most + 1])
    for item in found[:most]:
        late = " overdue" if item.is_overdue(today=today) else ""
        owner = item.owner or "nobody yet"
        click.echo(
            f"{item.reference}  {day_in_words(item.due_on)}{late}  {owner}  {item.text}  ({item.postmortem.reference})"
        )
    if not found:
        click.echo("No open action item fits.")
    elif len(found) > most:
        click.echo(f"There are more than {most}; --most shows more.")


@action_item_group.command("add")
@click.argument("postmortem")
@click.argument("text")
@click.option(
    "--kind",
    default="prevent",
    show_default=True,
    type=click.Choice(["prevent", "detect", "mitigate", "process"]),
)
@click.option("--owner", "owner_email", default="", help="E-mail address of the person who does it.")
@click.option(
    "--due",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day until which it is done. Default: as the severity asks.",
)
@click.option("--outcome", default="", help="How anybody can check that it is done.")
@AS
def add(
    postmortem: str,
    text: str,
    kind: str,
    owner_email: str,
    due: datetime | None,
    outcome: str,
    email: str | None,
) -> None:
    """Add TEXT to POSTMORTEM, which is named by its number: PM-7."""
    from clarion.cli.acting import acting_person, named, start_django

    start_django()
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.utils import timezone

    from clarion.incidents.references import number_in
    from clarion.postmortems.action_items import day_in_words
    from clarion.postmortems.item_wording import wording_of
    from clarion.postmortems.item_writing import add_item
    from clarion.postmortems.postmortem import PostMortem
    from clarion.postmortems.writing import PostMortemClosed

    found = PostMortem.objects.filter(pk=number_in(postmortem.strip(), "PM-") or 0).first()
    if found is None:
        raise click.ClickException(
            f"There is no post-mortem {postmortem}. Its number stands in its page: PM-7."
        )
    owner = _person(owner_email, "--owner") if owner_email else None
    try:
        item = add_item(
            found, text, kind=kind, owner=owner, due_on=due.date() if due else None, outcome=outcome,
            by=acting_person(email), at=timezone.now(),
        )  # fmt: skip
    except ValidationError as error:
        raise click.ClickException(named(error, due_on="--due")) from error
    except (PermissionDenied, PostMortemClosed) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Added {item.reference} to {found.reference}, due {day_in_words(item.due_on)}.")
    for remark in wording_of(item.text, item.outcome, owner=str(owner or ""), due_on=item.due_on).remarks:
        click.echo(f"{remark.severity.value}: {f'“{remark.quote}” ' if remark.quote else ''}{remark.message}")


@action_item_group.command("close")
@click.argument("item")
@click.argument("words")
@AS
def close(item: str, words: str, email: str | None) -> None:
    """Close ITEM (AI-12); WORDS say how it was done and where that can be seen."""
    from clarion.cli.acting import acting_person, named, start_django

    start_django()
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.utils import timezone

    from clarion.incidents.references import number_in
    from clarion.postmortems.action_items import ActionItem, day_in_words
    from clarion.postmortems.item_following import close_item

    found = ActionItem.objects.filter(pk=number_in(item.strip(), "AI-") or 0).first()
    if found is None:
        raise click.ClickException(
            f"There is no action item {item}. `clarion action-item list` names the open ones."
        )
    try:
        closed = close_item(found, words, by=acting_person(email), at=timezone.now())
    except ValidationError as error:
        raise click.ClickException(named(error, closing_words="WORDS")) from error
    except PermissionDenied as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"{closed.reference} is done. On {day_in_words(closed.check_on)} its owner is asked whether it worked."
    )


def _person(email: str, option: str) -> "Person":
    from clarion.accounts.people import Person

    found = Person.objects.active().filter(email=email.strip().lower()).first()
    if found is None:
        raise click.ClickException(f"{option}: nobody active has the address {email}.")
    return found
