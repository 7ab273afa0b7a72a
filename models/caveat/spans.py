"""From weights on words to spans: the few runs of words that carry a score.

May import nothing of the project.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MAX_SPANS = 3
MAX_WORDS = 12
MIN_SHARE = 0.15
"""A run that carries less than this share of all positive weight is not worth showing."""

_NEIGHBOURS = np.array([0.25, 0.5, 0.25])
"""A word is weighed with its neighbours: people mark phrases, not the words that stand out."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``[start, end)`` of some text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words at ``[start, end)``, and the share of positive weight they carry."""

    start: int
    end: int
    share: float


def heaviest_runs(words: Sequence[Word], weights: NDArray[np.float64]) -> list[Run]:
    """Pick up to ``MAX_SPANS`` runs of at most ``MAX_WORDS`` words, heaviest first.

    Parameters
    ----------
    words
        In order of start.
    weights
        Shape ``(len(words),)``; what each word adds to the logit, of either sign.

    Returns
    -------
    list of Run
        Non-overlapping; empty where no word speaks for the risk.
    """
    if len(weights) >= len(_NEIGHBOURS):
        weights = np.convolve(weights, _NEIGHBOURS, mode="same")
    total = float(weights[weights > 0].sum())
    if total <= 0:
        return []
    # A word joins a run only if it pulls at least half as much as the words that speak for the
    # risk do on average; otherwise every long comment would be one long span.
    gain = weights - 0.5 * total / int((weights > 0).sum())
    free = np.ones(len(words), dtype=bool)
    runs: list[Run] = []
    while len(runs) < MAX_SPANS:
        first, last, best = _heaviest(gain, free)
        share = float(weights[first:last].clip(min=0).sum()) / total if best > 0 else 0.0
        if best <= 0 or share < MIN_SHARE:
            break
        runs.append(Run(words[first].start, words[last - 1].end, min(1.0, share)))
        free[first:last] = False
    return runs


def _heaviest(gain: NDArray[np.float64], free: NDArray[np.bool_]) -> tuple[int, int, float]:
    """Best ``[first, last)`` among free words by summed gain, at most ``MAX_WORDS`` long."""
    best = (0, 0, 0.0)
    for first in range(len(gain)):
        total = 0.0
        for last in range(first, min(first + MAX_WORDS, len(gain))):
            if not free[last]:
                break
            total += float(gain[last])
            if total > best[2]:
                best = (first, last + 1, total)
    return best
