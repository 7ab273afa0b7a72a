"""How well a model does on labelled comments, with intervals, and whom its errors hit.

Pure but for the model's own work. May import ``caveat``, ``judged``, ``metrics`` and
``targets``.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from caveat.labels import ACTION_GRADE, Risk, Signal
from caveat.model import RiskModel
from caveat.score import CommentScore, Explain
from caveat_training import metrics
from caveat_training.judged import Judged
from caveat_training.metrics import Bools, Estimate, Ints

SEED = 20261123
BATCH = 256


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """Harmless comments of one kind, and how many of them were flagged.

    Parameters
    ----------
    upper
        Upper end of the one-sided 95 % interval of the share: what the release gate is about.
    """

    comments: int
    flagged: int
    share: Estimate
    upper: float


@dataclass(frozen=True, slots=True)
class RiskFigures:
    """One risk's figures. Binary ones are at the action line, grade 2 or more."""

    comments: int
    positives: int
    threshold: float
    average_precision: Estimate
    roc_auc: Estimate
    precision: Estimate
    recall: Estimate
    f1: Estimate
    weighted_kappa: Estimate
    calibration_error: Estimate
    false_alarms: dict[str, FalseAlarms]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures per risk, and on what they rest."""

    data: str
    comments: int
    abstained: int
    model: str
    risks: dict[Risk, RiskFigures]

    def plain(self) -> dict[str, Any]:
        """As JSON holds it, with null for what the data cannot give."""
        plain: dict[str, Any] = _without_nan(asdict(self))
        return plain


def evaluate(model: RiskModel, judged: Sequence[Judged], data: str) -> Evaluation:
    """Score `judged` as the service would, and compare; `data` names it in the result.

    A comment on whose risk the readers straddle the action line is left out of that risk's
    binary figures. One on which the model abstains counts as scored 0: nobody would see it.
    """
    scores: list[CommentScore] = []
    for start in range(0, len(judged), BATCH):
        batch = [row.comment for row in judged[start : start + BATCH]]
        scores.extend(model.score(batch, Explain.NONE))
    return Evaluation(
        data=data,
        comments=len(judged),
        abstained=sum(score.abstained is not None for score in scores),
        model=f"{model.identity.version or 'unregistered'} {model.identity.digest[:19]}",
        risks={risk: _figures(model, risk, judged, scores) for risk in Risk},
    )


def _figures(
    model: RiskModel, risk: Risk, judged: Sequence[Judged], scores: Sequence[CommentScore]
) -> RiskFigures:
    grades = np.array([row.labels.grade(risk) for row in judged])
    at_least = np.array(
        [score.risks[risk].at_least if score.risks else (0.0, 0.0, 0.0) for score in scores]
    )
    decided = np.array([risk not in row.straddles for row in judged])
    truth, values = grades[decided] >= ACTION_GRADE, at_least[decided, 1]
    threshold = model.policy.thresholds[risk]
    flagged = values >= threshold

    def estimate(figure: Callable[[Ints], float], n: int) -> Estimate:
        return metrics.bootstrap(figure, n, SEED)

    n = len(truth)
    predicted = (at_least >= 0.5).sum(axis=1)
    return RiskFigures(
        comments=n,
        positives=int(truth.sum()),
        threshold=threshold,
        average_precision=estimate(lambda i: metrics.average_precision(truth[i], values[i]), n),
        roc_auc=estimate(lambda i: metrics.roc_auc(truth[i], values[i]), n),
        precision=estimate(lambda i: metrics.precision(truth[i], flagged[i]), n),
        recall=estimate(lambda i: metrics.recall(truth[i], flagged[i]), n),
        f1=estimate(lambda i: metrics.f1(truth[i], flagged[i]), n),
        weighted_kappa=estimate(
            lambda i: metrics.weighted_kappa(grades[i], predicted[i]), len(grades)
        ),
        calibration_error=estimate(lambda i: metrics.calibration_error(truth[i], values[i]), n),
        false_alarms=_false_alarms(judged, grades, at_least[:, 1] >= threshold),
    )


def _false_alarms(judged: Sequence[Judged], grades: Ints, flagged: Bools) -> dict[str, FalseAlarms]:
    harmless = grades < ACTION_GRADE

    def count(mask: Bools) -> FalseAlarms:
        hits = flagged[mask]
        return FalseAlarms(
            len(hits), int(hits.sum()), metrics.share(hits), metrics.upper_bound(hits)
        )

    def carrying(signal: Signal) -> Bools:
        return np.array([signal in row.labels.signals for row in judged], dtype=bool)

    return {
        "seekers": count(harmless & carrying(Signal.ACCESS_SEEKING)),
        "warners": count(harmless & carrying(Signal.CAUTION)),
        "all harmless": count(harmless),
    }


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _without_nan(item) for key, item in value.items()}
    if isinstance(value, float) and math.isnan(value):
        return None
    return value
