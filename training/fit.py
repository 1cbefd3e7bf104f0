"""One logistic regression a label, over clues weighted by how unevenly they are spread.

S. Wang and C. Manning, "Baselines and Bigrams: Simple, Good Sentiment and Topic Classification", ACL 2012 (NBSVM).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from training.rows import Row

LEAST_SEEN = 2
"""A clue that occurs in one sentence only is chance."""
SMOOTHING = 0.3
STRENGTH = 20.0
"""Inverse of the regularisation."""
GIVEN_SCALE = 0.5
"""What is given weighs whole, not by the length of the sentence; it is scaled so that it is not trusted too fast."""
FOLDS = 5


class Learned(NamedTuple):
    bias: float
    weights: np.ndarray
    """Of the clues."""
    given: np.ndarray


def learn(rows: list[Row], label: str, clue_index: dict[str, int], given_index: dict[str, int]) -> Learned:
    """Fit one label. Clues count with 1/sqrt(size); what is given counts as one."""
    wanted = np.array([label in row.holds for row in rows])
    count, table = _tables(rows, clue_index)
    ratio = _ratio(count, wanted)
    known = _given_table(rows, given_index)
    fitted = LogisticRegression(
        C=STRENGTH, solver="liblinear", class_weight={False: 1, True: 2}, random_state=0, max_iter=400
    ).fit(
        hstack([table.multiply(ratio[None, :]), known * GIVEN_SCALE]).tocsr(),
        wanted,
        [row.weight for row in rows],
    )
    coefficients = fitted.coef_[0]
    size = len(clue_index)
    return Learned(
        float(fitted.intercept_[0]), coefficients[:size] * ratio, coefficients[size:] * GIVEN_SCALE
    )


def _tables(rows: list[Row], index: dict[str, int]) -> tuple[csr_matrix, csr_matrix]:
    places, columns, values, norms = [0], [], [], []
    for row in rows:
        for seen, times in row.seen.items():
            if seen in index:
                columns.append(index[seen])
                values.append(times)
        places.append(len(columns))
        norms.append(1 / np.sqrt(row.size))
    count = csr_matrix((np.array(values, dtype=np.float64), columns, places), shape=(len(rows), len(index)))
    return count, count.multiply(np.array(norms)[:, None]).tocsr()


def _ratio(count: csr_matrix, wanted: np.ndarray) -> np.ndarray:
    """How unevenly each clue is spread over the two sorts of sentences: the log of the ratio of its shares."""
    here = np.asarray((count[wanted] > 0).sum(0)).ravel() + SMOOTHING
    there = np.asarray((count[~wanted] > 0).sum(0)).ravel() + SMOOTHING
    return np.clip(np.log((here / here.sum()) / (there / there.sum())), -4, 4)


def _given_table(rows: list[Row], index: dict[str, int]) -> csr_matrix:
    table = np.zeros((len(rows), len(index)))
    for place, row in enumerate(rows):
        for one in row.given:
            if one in index:
                table[place, index[one]] = 1
    return csr_matrix(table)


def log_odds(
    learned: Learned, rows: list[Row], clue_index: dict[str, int], given_index: dict[str, int]
) -> np.ndarray:
    _, table = _tables(rows, clue_index)
    return learned.bias + table @ learned.weights + _given_table(rows, given_index) @ learned.given


def index_of(rows: Iterable[Row]) -> tuple[dict[str, int], dict[str, int]]:
    seen, given = Counter[str](), Counter[str]()
    for row in rows:
        seen.update(row.seen.keys())
        given.update(row.given)
    return (
        {
            clue: place
            for place, clue in enumerate(sorted(clue for clue, times in seen.items() if times >= LEAST_SEEN))
        },
        {one: place for place, one in enumerate(sorted(given))},
    )


def held_back(
    rows: list[Row], labels: tuple[str, ...], families: Callable[[int], int]
) -> dict[str, np.ndarray]:
    """Return log-odds for each row by scales that did not see its fold. NaN where the label is not known."""
    result = {label: np.full(len(rows), np.nan) for label in labels}
    fold_of = [families(row.example) % FOLDS for row in rows]
    for fold in range(FOLDS):
        others = [row for row, its in zip(rows, fold_of, strict=True) if its != fold]
        places = [place for place, its in enumerate(fold_of) if its == fold]
        clue_index, given_index = index_of(others)
        for label in labels:
            train = [row for row in others if label not in row.unknown]
            test = [place for place in places if label not in rows[place].unknown]
            learned = learn(train, label, clue_index, given_index)
            result[label][test] = log_odds(learned, [rows[place] for place in test], clue_index, given_index)
    return result
