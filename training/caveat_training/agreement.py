"""How far the first two readings of the corpus agree.

Both readings are model readings of one school, and their agreement is no measure of people's.
Pure. May import ``example``, ``metrics`` and ``caveat``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from caveat.labels import ACTION_GRADE, Risk
from caveat_training.example import Example
from caveat_training.metrics import Ints, weighted_kappa


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of the writer's label with the second, blind reading.

    Parameters
    ----------
    promotion_kappa, overclaiming_kappa
        Quadratic-weighted; None where every grade is the same.
    straddling_share
        Share of comments on which the two stand on both sides of the action line for a risk.
    """

    comments: int
    promotion_kappa: float | None
    overclaiming_kappa: float | None
    straddling_share: float


def agreement(examples: Sequence[Example]) -> Agreement | None:
    """Compare the first two votes of each example that has them; None where none has."""
    pairs = [example.votes[:2] for example in examples if len(example.votes) >= 2]
    if not pairs:
        return None
    grades = np.array([[[vote.grade(risk) for risk in Risk] for vote in pair] for pair in pairs])
    acted_on = grades >= ACTION_GRADE
    return Agreement(
        comments=len(pairs),
        promotion_kappa=_kappa(grades[:, 0, 0], grades[:, 1, 0]),
        overclaiming_kappa=_kappa(grades[:, 0, 1], grades[:, 1, 1]),
        straddling_share=float((acted_on[:, 0] != acted_on[:, 1]).any(axis=1).mean()),
    )


def agreement_by_register(examples: Sequence[Example]) -> dict[int, Agreement]:
    """The same per register, in the order of their numbers; one without two votes is left out."""
    registers = sorted({example.register for example in examples})
    found = {r: agreement([e for e in examples if e.register == r]) for r in registers}
    return {register: agreed for register, agreed in found.items() if agreed is not None}


def _kappa(first: Ints, second: Ints) -> float | None:
    kappa = weighted_kappa(first, second)
    return None if np.isnan(kappa) else kappa
