"""From a model's raw logit to a probability, as plain numbers that a manifest can hold.

Platt's sigmoid (Platt 1999, "Probabilistic outputs for support vector machines"), one pair of
numbers per output. May import nothing of the project.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sigmoid:
    """``p = 1 / (1 + exp(-(slope * logit + intercept)))`` with ``slope > 0``."""

    slope: float
    intercept: float

    def __post_init__(self) -> None:
        if not (self.slope > 0 and np.isfinite(self.slope) and np.isfinite(self.intercept)):
            raise ValueError(
                f"a calibration needs a finite slope above 0 and a finite intercept, "
                f"not {self.slope} and {self.intercept}"
            )

    def __call__(self, logits: Array) -> Array:
        scaled = self.slope * logits + self.intercept
        return np.asarray(0.5 * (1.0 + np.tanh(0.5 * scaled)))  # the sigmoid without overflow


def calibrate(logits: Array, sigmoids: Sequence[Sigmoid]) -> Array:
    """Apply one sigmoid per column of `logits`, shape ``(n, k)``; returns ``(n, k)``."""
    return np.column_stack([sigmoid(logits[:, k]) for k, sigmoid in enumerate(sigmoids)])


def never_rising(probabilities: Array) -> Array:
    """Make Pr(grade >= 1) >= Pr(grade >= 2) >= … hold in each row of ``(n, grades)``."""
    return np.asarray(np.minimum.accumulate(probabilities, axis=1))
