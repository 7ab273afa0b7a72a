"""Labelled comments as arrays: what each output of a model should have said.

May import ``example`` and ``caveat``.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from caveat.labels import ACTION_GRADE, LEARNED_SIGNALS, MAX_GRADE, Risk, Signal
from caveat_training.example import Example

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


def grades(examples: Sequence[Example], risk: Risk) -> Ints:
    """Shape ``(len(examples),)``, values 0 to 3."""
    return np.array([example.labels.grade(risk) for example in examples], dtype=np.int64)


def carries(examples: Sequence[Example], signal: Signal) -> Bools:
    """Shape ``(len(examples),)``: whether each example carries `signal`."""
    return np.array([signal in example.labels.signals for example in examples], dtype=bool)


def targets(examples: Sequence[Example]) -> Bools:
    """Shape ``(len(examples), len(OUTPUTS))``, columns as ``caveat.linear.OUTPUTS``."""
    columns = [
        grades(examples, risk) >= grade for risk in Risk for grade in range(1, MAX_GRADE + 1)
    ]
    columns += [carries(examples, signal) for signal in LEARNED_SIGNALS]
    return np.column_stack(columns)


def protected(examples: Sequence[Example], risk: Risk) -> dict[str, Bools]:
    """Whom a false alarm on `risk` would hit: seekers, warners, and everyone harmless.

    Each mask has shape ``(len(examples),)`` and holds only comments below the action line: a
    seeker who also promotes is no false alarm.
    """
    harmless = grades(examples, risk) < ACTION_GRADE
    return {
        "seekers": harmless & carries(examples, Signal.ACCESS_SEEKING),
        "warners": harmless & carries(examples, Signal.CAUTION),
        "all harmless": harmless,
    }
