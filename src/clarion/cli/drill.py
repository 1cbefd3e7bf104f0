"""`clarion drill check`: is a script of one's own in order? Needs no database."""

from pathlib import Path

import click


@click.group("drill")
def drill_group() -> None:
    """Scripts of live drills."""


@drill_group.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def check(files: tuple[Path, ...]) -> None:
    """Say what is wrong with FILES, or what is in them. Exit code 1 when one has an error."""
    from clarion.practice.content import ContentError
    from clarion.practice.drills.offered import script_in

    broken = 0
    for file in files:
        try:
            script = script_in(file)
        except ContentError as error:
            click.echo(str(error), err=True)
            broken += 1
        else:
            for line in script.in_words():
                click.echo(line)
    if broken:
        raise SystemExit(1)
