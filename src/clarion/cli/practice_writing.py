"""Writing the text of an exercise: in an editor, line by line, or from a pipe."""

import os
import sys
from itertools import takewhile

import click

from clarion.cli.practice_screen import Left, Screen, asked, chosen
from clarion.practice.written_answers import why_not_kept

END = "."


class Paper:
    """The text as far as it is written. `begun` tells whether it differs from what the exercise gave."""

    def __init__(self, given: str) -> None:
        self._given = self.text = given

    @property
    def begun(self) -> bool:
        return self.text.strip() != self._given.strip()

    @property
    def refused(self) -> str:
        """Why this text cannot be finished; empty where it can."""
        return why_not_kept(self.text)


def write(paper: Paper, screen: Screen) -> None:
    """Raises Left; the paper holds what was written until then."""
    if not screen.asks:
        paper.text = _piped()
        return
    offers = {
        "e": "write in your editor",
        "t": f"type it here, a line with only “{END}” ends it",
        "q": "leave",
    }
    first = "e" if os.environ.get("VISUAL") or os.environ.get("EDITOR") else "t"
    how = chosen({first: offers[first], **offers}, screen)
    if how == "q":
        raise Left
    if how == "t" or not _edited(paper, screen):
        _typed(paper)


def _piped() -> str:
    """All of standard input, or up to the end mark. The hint is for a terminal whose output alone is piped."""
    if sys.stdin.isatty():
        click.echo(f"Write your text. A line with only “{END}”, or Ctrl-D, ends it.", err=True)
    lines = (line.rstrip("\r\n") for line in sys.stdin)
    return "\n".join(takewhile(lambda line: line.rstrip() != END, lines)).strip()


def _edited(paper: Paper, screen: Screen) -> bool:
    """False where no editor can be started. An editor that is left without saving changes nothing."""
    try:
        written = click.edit(paper.text + "\n", extension=".txt")
    except click.ClickException as error:
        screen.say(
            f"{error.message} Type the text here instead; a line with only “{END}” ends it.", look="warn"
        )
        return False
    if written is not None:
        paper.text = written.strip()
    return True


def _typed(paper: Paper) -> None:
    """A new text, line by line, until the end mark or the end of the input. What was typed stays when the person leaves."""
    lines: list[str] = []
    try:
        while (line := asked("| ")).rstrip() != END:
            lines.append(line)
    except Left as left:
        if isinstance(left.__cause__, KeyboardInterrupt):
            raise
    finally:
        if any(line.strip() for line in lines):
            paper.text = "\n".join(lines).strip()
