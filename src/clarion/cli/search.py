"""`clarion search`: look through incidents, post-mortems, problems and action items; make the index of their words anew."""

import click


@click.group(name="search")
def search_group() -> None:
    """Search in what was learned."""


@search_group.command()
def rebuild() -> None:
    """Make the index of all texts anew. Others can work meanwhile; it takes some seconds for ten thousand texts.

    The worker keeps the index up to date by itself. This is for after a restored backup, or rows that were changed by SQL.
    """
    from clarion.cli.acting import start_django

    start_django()
    from clarion.problems.search.keeping import refresh_all

    click.echo(f"Indexed {refresh_all(anew=True):,} texts.")


@search_group.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--planned", is_flag=True, help="Look through planned maintenance as well.")
def find(words: tuple[str, ...], planned: bool) -> None:  # noqa: FBT001 -- a flag of the command line
    """Print what holds all of WORDS, the best first: what it is, its day, reference and title, and its address."""
    from clarion.cli.acting import start_django

    start_django()
    from django.conf import settings

    from clarion.problems.search.finding import UNASKED, find
    from clarion.problems.search.places import places_of
    from clarion.problems.search.texts import TextKind

    answer = find(" ".join(words), kinds=tuple(TextKind) if planned else UNASKED)
    if not answer.texts:
        raise click.ClickException("Nothing holds these words. Try fewer, or other ones.")
    if answer.only_some:
        click.echo("Nothing holds all of these words; these hold some:")
    for text, place in zip(answer.texts, places_of(answer.texts), strict=True):
        click.echo(f"{TextKind(text.kind).label:12} {text.at:%Y-%m-%d}  {place.reference}  {text.title}")
        click.echo(f"{'':23} {settings.CONSOLE_URL}{place.path}")
