"""Figures for scores against labels, each with a bootstrap interval.

Pure: arrays in, numbers out. May import nothing of the project.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta
from sklearn.metrics import average_precision_score, cohen_kappa_score, roc_auc_score

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

RESAMPLES = 1000
LEVEL = 0.95
CALIBRATION_BINS = 10


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the bounds of its 95 % interval; NaN where the data cannot give it."""

    value: float
    low: float
    high: float


def average_precision(truth: Bools, scores: Array) -> float:
    """Area under the precision-recall curve as the sum of steps; NaN without a positive."""
    return float(average_precision_score(truth, scores)) if truth.any() else float("nan")


def roc_auc(truth: Bools, scores: Array) -> float:
    """Chance that a random positive scores above a random negative; NaN with one class."""
    if truth.all() or not truth.any():
        return float("nan")
    return float(roc_auc_score(truth, scores))


def precision(truth: Bools, flagged: Bools) -> float:
    """Share of flagged that are positive; NaN where nothing is flagged."""
    return float(truth[flagged].mean()) if flagged.any() else float("nan")


def recall(truth: Bools, flagged: Bools) -> float:
    """Share of positives that are flagged; NaN without a positive."""
    return float(flagged[truth].mean()) if truth.any() else float("nan")


def f1(truth: Bools, flagged: Bools) -> float:
    """Harmonic mean of precision and recall; NaN with neither a positive nor a flag."""
    both = float((truth & flagged).sum())
    marked = float(truth.sum() + flagged.sum())
    return 2 * both / marked if marked else float("nan")


def weighted_kappa(truth: Ints, predicted: Ints) -> float:
    """Cohen's kappa with quadratic weights over grades 0 to 3 (Cohen 1968)."""
    if len(set(truth) | set(predicted)) < 2:
        return float("nan")
    return float(cohen_kappa_score(truth, predicted, weights="quadratic"))


def calibration_error(truth: Bools, scores: Array) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    if not len(scores):
        return float("nan")
    bins = np.minimum((scores * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [
        (bins == b).mean() * abs(truth[bins == b].mean() - scores[bins == b].mean())
        for b in np.unique(bins)
    ]
    return float(sum(gaps))


def share(hits: Bools) -> Estimate:
    """A share with its exact two-sided interval (Clopper and Pearson 1934)."""
    n, k = len(hits), int(hits.sum())
    if n == 0:
        return Estimate(float("nan"), float("nan"), float("nan"))
    tail = (1 - LEVEL) / 2
    low = float(beta.ppf(tail, k, n - k + 1)) if k else 0.0
    high = float(beta.ppf(1 - tail, k + 1, n - k)) if k < n else 1.0
    return Estimate(k / n, low, high)


def upper_bound(hits: Bools, level: float = LEVEL) -> float:
    """Upper end of a share's exact one-sided interval; 1 where there is nothing to count."""
    n, k = len(hits), int(hits.sum())
    return float(beta.ppf(level, k + 1, n - k)) if k < n else 1.0


def bootstrap(figure: Callable[[Ints], float], n: int, seed: int) -> Estimate:
    """The figure on all rows, and percentiles over resampled rows (Efron 1979).

    Parameters
    ----------
    figure
        Takes row numbers, shape ``(n,)``, and gives the figure on those rows.
    n
        Number of rows.
    """
    generator = np.random.default_rng(seed)
    whole = figure(np.arange(n))
    samples = np.array([figure(generator.integers(0, n, n)) for _ in range(RESAMPLES if n else 0)])
    samples = samples[~np.isnan(samples)]
    if not len(samples) or np.isnan(whole):
        return Estimate(whole, float("nan"), float("nan"))
    low, high = np.quantile(samples, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(whole, float(low), float(high))
