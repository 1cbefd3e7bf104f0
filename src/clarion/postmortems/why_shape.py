"""The shape of a tree of whys: what stands, what stands above and beside an answer, and how large it may grow."""

from collections import defaultdict

from django.core.exceptions import ValidationError

from clarion.postmortems.five_whys import Why
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import locked_for_writing

#: More cannot be read as one picture; whoever needs more has two problems, and two post-mortems.
MOST_ANSWERS, DEEPEST = 200, 30


def standing_tree(postmortem: PostMortem) -> dict[int, Why]:
    """The answers that are read, by key: those that nobody took out, nor one above them."""
    below: dict[int | None, list[Why]] = defaultdict(list)
    for why in postmortem.whys.standing():
        below[why.above_id].append(why)
    tree: dict[int, Why] = {}
    to_visit: list[int | None] = [None]
    while to_visit:
        for why in below[to_visit.pop()]:
            tree[why.pk] = why
            to_visit.append(why.pk)
    return tree


def locked_answer(why: Why) -> tuple[Why, dict[int, Why]]:
    """The answer and its tree as they stand now, locked."""
    tree = standing_tree(locked_for_writing(why.postmortem))
    must_stand(why, tree)
    return tree[why.pk], tree


def must_stand(why: Why | None, tree: dict[int, Why]) -> None:
    if why and why.pk not in tree:
        raise ValidationError(
            "That answer was taken out meanwhile. Put it back first, or choose another place."
        )


def must_have_room(answers: int) -> None:
    if answers > MOST_ANSWERS:
        raise ValidationError(
            f"A tree holds at most {MOST_ANSWERS} answers. Take out what explains nothing, or open a post-mortem for the second problem."
        )


def must_not_be_too_deep(above: Why | None, height: int, tree: dict[int, Why]) -> None:
    if len(keys_up_from(above, tree)) + height > DEEPEST:
        raise ValidationError(
            f"A branch is at most {DEEPEST} answers deep. Stop where the next answer is outside your control, or put it beside."
        )


def keys_up_from(why: Why | None, tree: dict[int, Why]) -> list[int]:
    """The keys of the answer and of all above it, as the tree has them: the row in hand may be old."""
    keys: list[int] = []
    key = why.pk if why else None
    while key is not None:
        keys.append(key)
        key = tree[key].above_id
    return keys


def height_of(why: Why, tree: dict[int, Why]) -> int:
    """How many answers stand under each other from this one on, itself included."""
    paths = (keys_up_from(each, tree) for each in tree.values())
    return max(path.index(why.pk) + 1 for path in paths if why.pk in path)


def siblings_of(why: Why, tree: dict[int, Why]) -> list[Why]:
    """The other answers to the same question, in their order."""
    others = (each for each in tree.values() if each.above_id == why.above_id and each.pk != why.pk)
    return sorted(others, key=place_of)


def place_of(why: Why) -> tuple[int, int]:
    return why.position, why.pk
