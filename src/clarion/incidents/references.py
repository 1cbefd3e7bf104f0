"""References as people type them: "INC-44", "inc-44" or "44"; the same for PM-7, AI-12, PRB-4."""

#: Digits of the number in a reference; longer ones are no number of ours, and no database holds them.
LONGEST_NUMBER = 12


def number_in(typed: str, prefix: str = "") -> int | None:
    """The number of a reference with or without its prefix ("INC-"), in letters of either size; None for anything else.

    Where a row is looked up, `or 0` names none.
    """
    number = typed.upper().removeprefix(prefix)
    return int(number) if number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER else None
