"""Where to draw the line: operating points chosen on scores that the model never fitted.

Pure. May import ``metrics`` and ``caveat``.
"""

from collections.abc import Mapping

import numpy as np

from caveat.manifest import OperatingPoint
from caveat_training.metrics import Array, Bools

HIGH_PRECISION = 0.95
HIGH_RECALL = 0.90
NEVER = 1.0
"""A threshold that only a score of 1 reaches: what remains where no other keeps the gate."""


def prevalence_weights(truth: Bools, prevalence: float) -> Array:
    """Row weights under which `truth` holds for a share `prevalence`; shape ``(n,)``."""
    share = truth.mean()
    if share in (0, 1):
        return np.ones(len(truth))
    return np.asarray(np.where(truth, prevalence / share, (1 - prevalence) / (1 - share)))


def operating_points(
    truth: Bools,
    scores: Array,
    protected: Mapping[str, Bools],
    max_false_alarms: float,
    prevalence: float,
    data: str,
) -> dict[str, OperatingPoint]:
    """Choose ``default``, ``high_precision`` and ``high_recall``.

    ``default`` is the lowest threshold at which at most a share `max_false_alarms` of each
    protected group is flagged: the policy's gate first, then as much recall as it leaves.

    Parameters
    ----------
    truth, scores
        Shape ``(n,)``: grade at or above the action line, and the calibrated score.
    protected
        Group name to mask, shape ``(n,)``.
    prevalence
        Precision is stated as if this share of comments were positive.
    """
    weights = prevalence_weights(truth, prevalence)
    candidates = np.unique(np.append(scores, NEVER))
    default = _lowest(
        candidates,
        [
            all(
                (scores[mask] >= threshold).mean() <= max_false_alarms
                for mask in protected.values()
                if mask.any()
            )
            for threshold in candidates
        ],
    )
    precise = _lowest(
        candidates,
        [_precision(truth, scores >= t, weights) >= HIGH_PRECISION for t in candidates],
    )
    wide = candidates[[_recall(truth, scores >= t) >= HIGH_RECALL for t in candidates]]
    chosen = {
        "default": default,
        "high_precision": max(default, precise),
        "high_recall": min(default, float(wide.max())) if len(wide) else default,
    }
    return {
        name: OperatingPoint(
            threshold=threshold,
            precision=_precision(truth, scores >= threshold, weights),
            recall=_recall(truth, scores >= threshold),
            data=data,
        )
        for name, threshold in chosen.items()
    }


def _lowest(candidates: Array, allowed: list[bool]) -> float:
    fitting = candidates[np.array(allowed)]
    return float(fitting.min()) if len(fitting) else NEVER


def _precision(truth: Bools, flagged: Bools, weights: Array) -> float:
    total = weights[flagged].sum()
    return float(weights[flagged & truth].sum() / total) if total else 0.0


def _recall(truth: Bools, flagged: Bools) -> float:
    return float(flagged[truth].mean()) if truth.any() else 0.0
