"""`clarion rule`: what a rule, an element or a field of the record asks for, with its examples."""

import difflib

import click

from clarion.review.pages import listed, page_of


class UnknownRule(click.ClickException):
    """There is no rule, element or field of that name."""

    exit_code = 2


@click.command()
@click.argument("name", required=False)
@click.option("--list", "as_list", is_flag=True, help="Name all rules, elements and fields of the record.")
def rule(name: str | None, *, as_list: bool) -> None:
    """Explain NAME: why it matters, what is found, what is fine though it looks alike."""
    if as_list:
        for line in _table():
            click.echo(line)
        return
    if name is None:
        raise click.UsageError("Say which rule, or --list.")
    asked = name.removeprefix("missing/").removeprefix("record/")
    page = page_of(asked)
    if page is None:
        known = [each for _, each, _ in listed()]
        near = difflib.get_close_matches(asked, known, n=1)
        raise UnknownRule(
            f"There is no rule {name}."
            + (f" Did you mean {near[0]}?" if near else " See clarion rule --list.")
        )
    click.echo(page, nl=False)


def _table() -> list[str]:
    rows = list(listed())
    widest = max(len(name) for _, name, _ in rows)
    return [f"{sort:8}{name.ljust(widest)}  {sentence}" for sort, name, sentence in rows]
