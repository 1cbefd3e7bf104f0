"""All red flags, in the order in which they are told."""

from clarion.practice.interview.flags import (
    blaming,
    hero_story,
    no_structure,
    one_text_for_all,
    only_at_the_end,
    people_left_out,
)
from clarion.practice.interview.red_flag import Raised, RedFlag, Spoken

RED_FLAGS: dict[str, RedFlag] = {
    module.FLAG.id: module.FLAG
    for module in (blaming, people_left_out, one_text_for_all, only_at_the_end, hero_story, no_structure)
}


def red_flags_in(spoken: Spoken) -> list[Raised]:
    """Nothing written raises none: there is nothing to doubt yet."""
    if not spoken.text.strip():
        return []
    found = ((flag, flag.find(spoken)) for flag in RED_FLAGS.values())
    return [Raised(flag, tuple(spans)) for flag, spans in found if spans is not None]
