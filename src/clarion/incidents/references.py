"""References as people type them: "INC-44", "inc-44" or "44"; the same for PM-7, AI-12, PRB-4, and DRILL-3 for practice.

The number of an incident is its key. Drills have keys below zero, the first one -1: so they use up no number of an
incident, and one key never stands for both.
"""

#: Digits of the number in a reference; longer ones are no number of ours, and no database holds them.
LONGEST_NUMBER = 12
INCIDENT, DRILL = "INC-", "DRILL-"


def number_in(typed: str, prefix: str = "") -> int | None:
    """The number of a reference with or without its prefix ("INC-"), in letters of either size; None for anything else.

    Where a row is looked up, `or 0` names none.
    """
    number = typed.upper().removeprefix(prefix)
    return int(number) if number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER else None


def incident_reference(key: int) -> str:
    """How people call the incident or the drill of this key: 44 is INC-44, -3 is DRILL-3."""
    return f"{DRILL}{-key}" if key < 0 else f"{INCIDENT}{key}"


def incident_key(reference: str) -> int:
    """The key that `incident_reference` was given; 0, which no row has, where it is no reference."""
    if reference.startswith(DRILL):
        return -(number_in(reference, DRILL) or 0)
    return number_in(reference, INCIDENT) or 0
