"""What no single key of a script can tell: order, length, jitter, rumours and their disproof, roles.

A check is asked only of rows that could be read: from a row with an error of its own nothing else follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from clarion.practice.content import Fields
from clarion.practice.drills.script import Inject, InjectKind, Script, Truth

#: Who tells what is so. Customers and leaders ask, and a rumour is not so.
TELLING = frozenset({InjectKind.ALERT, InjectKind.FINDING, InjectKind.FACT})


@dataclass(frozen=True)
class Row[Value]:
    """A truth or an inject, with the table in which it stands."""

    fields: Fields
    value: Value

    @property
    def sound(self) -> bool:
        return not self.fields.refused


type Truths = Sequence[Row[Truth]]
type Injects = Sequence[Row[Inject]]


def must_agree(script: Script, fields: Fields, *, truths: Truths, injects: Injects) -> None:
    """Refuses in the rows what does not agree. `fields` are those of the script itself."""
    whole_truth, whole_story = (all(row.sound for row in rows) for rows in (truths, injects))
    true, said = [row for row in truths if row.sound], [row for row in injects if row.sound]
    if true and true[0] is truths[0]:
        _must_hold_from_the_beginning(true[0])
    _must_be_in_order(true, said)
    if "minutes" not in fields.refused:
        _must_be_before_the_end(script, true, said)
        if whole_truth:
            _jitter_must_keep_the_truth(script, said)
    if "roles" not in fields.refused:
        _must_have_a_briefing(script, said)
    if whole_story:
        _rumours_must_be_disproved(said)
    if whole_truth and whole_story:
        _truths_must_be_told(true, said)


def _must_hold_from_the_beginning(first: Row[Truth]) -> None:
    if first.value.since != 0:
        first.fields.refuse("from", "write from = 0: something has to be true from the beginning")


def _must_be_in_order(truths: Truths, injects: Injects) -> None:
    for before, after in pairwise(truths):
        if after.value.since <= before.value.since:
            after.fields.refuse(
                "from",
                f"put truths in the order of their times; {after.value.since} comes after {before.value.since}",
            )
    for earlier, later in pairwise(injects):
        if later.value.minute < earlier.value.minute:
            later.fields.refuse(
                "at",
                f"put injects in the order of their times; {later.value.minute} comes after {earlier.value.minute}",
            )


def _must_be_before_the_end(script: Script, truths: Truths, injects: Injects) -> None:
    placed = [(row.fields, "from", row.value.since) for row in truths]
    placed += [(row.fields, "at", row.value.minute) for row in injects]
    for fields, key, minute in placed:
        if minute >= script.minutes:
            fields.refuse(
                key,
                f"minute {minute} is not before the end; the drill lasts {script.minutes} minutes, make it longer",
            )


def _jitter_must_keep_the_truth(script: Script, injects: Injects) -> None:
    """An inject was written for what is true in its minute; half its jitter earlier or later, that still has to be so."""
    for row in injects:
        most = most_jitter(script, row.value.minute)
        if row.value.jitter > most >= 0:
            row.fields.refuse(
                "jitter",
                f"write {most} at most, or move it to another minute; with {row.value.jitter} it could come before what"
                " it tells is true, after something else is, or after the end",
            )


def most_jitter(script: Script, minute: int) -> int:
    """With which jitter an inject of that minute surely comes while the same is true; below 0 where the minute is too late."""
    sinces = [truth.since for truth in script.truths]
    since = max((each for each in sinces if each <= minute), default=0)
    until = min([*(each for each in sinces if each > minute), script.minutes])
    later = 2 * (until - minute) - 1  # it has to come before the next truth begins
    # Before the first truth there is none: nothing comes before the declaration.
    return later if since == 0 else min(2 * (minute - since), later)


def _must_have_a_briefing(script: Script, injects: Injects) -> None:
    needed = dict(script.roles)
    for row in injects:
        if row.value.to and row.value.to not in needed:
            row.fields.refuse("to", f"“{row.value.to}” has no briefing; add it to [roles], or leave it out")


def _rumours_must_be_disproved(injects: Injects) -> None:
    known: dict[str, Inject] = {}
    for row in injects:
        if row.value.kind is InjectKind.RUMOUR:
            if row.value.id in known:
                row.fields.refuse("id", "give every rumour an id of its own")
            known.setdefault(row.value.id, row.value)
    for row in injects:
        if row.value.about:
            _must_disprove(row, known.get(row.value.about))
    disproved = {row.value.about for row in injects}
    for row in injects:
        if row.value.kind is InjectKind.RUMOUR and row.value.id not in disproved:
            row.fields.refuse(
                "id",
                f"nothing disproves this rumour; add a later finding or fact with about = “{row.value.id}”",
            )


def _must_disprove(row: Row[Inject], rumour: Inject | None) -> None:
    if rumour is None:
        row.fields.refuse("about", f"“{row.value.about}” names no rumour; write the id of one")
    elif row.value.kind not in {InjectKind.FINDING, InjectKind.FACT}:
        row.fields.refuse(
            "about", "only a finding or a fact disproves a rumour; change its kind or remove about"
        )
    elif row.value.minute <= rumour.minute:
        row.fields.refuse(
            "at", f"a rumour is disproved after it was heard; write at = {rumour.minute + 1} or later"
        )


def _truths_must_be_told(truths: Truths, injects: Injects) -> None:
    """A truth that nobody tells cannot be written: something has to be said before it holds or in the minute it does."""
    told = [row.value.minute for row in injects if row.value.kind in TELLING]
    for before, row in pairwise(truths):
        since, until = before.value.since, row.value.since
        if not any(since < minute <= until for minute in told):
            row.fields.refuse(
                "from",
                f"nobody tells it: add an alert, a finding or a fact between minutes {since + 1} and {until}",
            )
