"""Where to draw the line: thresholds, chosen by what scales say of examples that they were not learned from."""

from collections import defaultdict
from collections.abc import Callable

import numpy as np

from clarion.review.weighing.second_look import chance_that_one_says_it
from clarion.review.weighing.weights import odds
from training.rows import Row

CAUTION = 0.5
"""Log-odds on top of the best threshold: texts in life are duller than those that were written to teach."""
LEAST_SURE = 0.7
"""Log-odds of two in three: nothing less likely is said to a tired person, as a false alarm counts twice."""
LOWEST = 0.25
"""An element is not called said on less than that: whoever reads the tick leaves it out."""
BETA = 0.5
"""How much recall counts beside precision (the square of the usual beta): a false alarm costs more trust than a miss."""


def thresholds_of_rules(
    rows: list[Row], guesses: dict[str, np.ndarray], *, judged: Callable[[int], bool]
) -> tuple[list[float], list[float]]:
    """For each rule: log-odds from which on it is believed unseen, and below which its own warning is doubted.

    Only sentences of examples that are `judged` count.
    """
    least, doubt = [], []
    for label, guess in guesses.items():
        wanted, ruled, mine = judged_of(rows, label, guess, judged)
        grid = [(up, down) for up in np.arange(-1.5, 4.01, 0.25) for down in np.arange(-8, -1.9, 0.5)]
        best = max(
            grid,
            key=lambda pair: (
                f_of(wanted, np.where(ruled, mine >= pair[1], mine >= pair[0])),
                pair[0],
                -pair[1],
            ),
        )
        least.append(round(max(float(best[0]) + CAUTION, LEAST_SURE), 2))
        doubt.append(round(float(best[1]), 2))
    return least, doubt


def judged_of(
    rows: list[Row], label: str, guess: np.ndarray, judged: Callable[[int], bool]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return of the judged sentences: whether the label holds, whether the rule found it, and the guess: of what blocks, infinite."""
    known = [place for place, row in enumerate(rows) if label not in row.unknown and judged(row.example)]
    wanted = np.array([label in rows[place].holds for place in known])
    blocked = np.array([f"{label} block" in rows[place].given for place in known])
    warned = np.array([f"{label} warn" in rows[place].given for place in known])
    return wanted, blocked | warned, np.where(blocked, np.inf, guess[known])


def f_of(wanted: np.ndarray, said: np.ndarray) -> float:
    """F with half the weight on recall: a false alarm costs more trust than a miss."""
    right = int((wanted & said).sum())
    return (1 + BETA) * right / (BETA * int(wanted.sum()) + int(said.sum())) if right else 0.0


def thresholds_of_elements(
    rows: list[Row], guesses: dict[str, np.ndarray], *, rules_stand: bool
) -> list[float]:
    """For each element: the probability that some sentence says it, from which on it counts as said.

    With `rules_stand`, what an element finds by itself counts as said whatever the scale thinks.
    """
    least = []
    for label, guess in guesses.items():
        chances: dict[int, list[float]] = defaultdict(list)
        ruled, said = defaultdict[int, bool](bool), defaultdict[int, bool](bool)
        for row, value in zip(rows, guess, strict=True):
            if label not in row.unknown:
                chances[row.example].append(odds(float(value)))
                ruled[row.example] |= rules_stand and f"proof {label}" in row.given
                said[row.example] |= label in row.holds
        weighed = np.array([chance_that_one_says_it(chances[example]) for example in said])
        stands = np.array([ruled[example] for example in said])
        wanted = np.array(list(said.values()))
        grid = np.arange(LOWEST if rules_stand else 0.1, 0.9, 0.05)
        right = {bar: ((stands | (weighed >= bar)) == wanted).mean() for bar in grid}
        least.append(round(float(max(grid, key=lambda bar: (right[bar], -abs(bar - 0.4)))), 2))
    return least
