"""Figures against values worked out by hand or by scikit-learn's own definitions."""

import math

import numpy as np
import pytest

from caveat_training import metrics

TRUTH = np.array([True, False, True, False, False])
SCORES = np.array([0.9, 0.8, 0.7, 0.2, 0.1])


def test_ranking_figures() -> None:
    assert metrics.average_precision(TRUTH, SCORES) == pytest.approx((1 + 2 / 3) / 2)
    assert metrics.roc_auc(TRUTH, SCORES) == pytest.approx(5 / 6)


def test_figures_at_a_threshold() -> None:
    flagged = SCORES >= 0.75
    assert metrics.precision(TRUTH, flagged) == 0.5
    assert metrics.recall(TRUTH, flagged) == 0.5
    assert metrics.f1(TRUTH, flagged) == 0.5


def test_kappa_is_one_for_equal_grades_and_weighs_the_distance() -> None:
    truth = np.array([0, 1, 2, 3, 0, 1])
    near, far = truth.copy(), truth.copy()
    near[0], far[0] = 1, 3
    assert metrics.weighted_kappa(truth, truth) == 1
    assert metrics.weighted_kappa(truth, near) > metrics.weighted_kappa(truth, far)


def test_calibration_error_is_the_gap_between_said_and_seen() -> None:
    scores = np.array([0.25] * 4 + [0.85] * 4)
    truth = np.array([True, *[False] * 3, True, True, False, False])
    assert metrics.calibration_error(truth, scores) == pytest.approx((0 + 0.35) / 2)


def test_what_the_data_cannot_give_is_nan() -> None:
    none = np.zeros(5, dtype=bool)
    assert math.isnan(metrics.average_precision(none, SCORES))
    assert math.isnan(metrics.roc_auc(none, SCORES))
    assert math.isnan(metrics.precision(TRUTH, none))
    assert math.isnan(metrics.recall(none, none))
    assert math.isnan(metrics.f1(none, none))
    assert math.isnan(metrics.calibration_error(TRUTH[:0], SCORES[:0]))
    assert math.isnan(metrics.weighted_kappa(np.zeros(3, int), np.zeros(3, int)))


def test_exact_intervals_of_a_share() -> None:
    """No hit in n bounds the share by 1 - 0.05 ** (1 / n), the rule of three's exact form."""
    clean = np.zeros(100, dtype=bool)
    assert metrics.upper_bound(clean) == pytest.approx(1 - 0.05 ** (1 / 100))
    assert metrics.share(clean).low == 0
    assert metrics.share(~clean).high == 1
    half = np.arange(100) < 50
    found = metrics.share(half)
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.398, 0.602), abs=1e-3)
    assert metrics.upper_bound(clean[:0]) == 1


def test_bootstrap_brackets_the_figure_and_repeats() -> None:
    values = np.arange(200) % 2 == 0
    first = metrics.bootstrap(lambda rows: float(values[rows].mean()), 200, seed=1)
    assert first.low < first.value == 0.5 < first.high
    assert first.high - first.low == pytest.approx(4 * 0.5 / math.sqrt(200), rel=0.15)
    assert first == metrics.bootstrap(lambda rows: float(values[rows].mean()), 200, seed=1)
    assert math.isnan(metrics.bootstrap(lambda _: float("nan"), 3, seed=1).low)
