"""Operating points: the gate first, then recall."""

import numpy as np
import pytest

from caveat_training.thresholds import NEVER, operating_points, prevalence_weights

SCORES = np.linspace(0.005, 0.995, 100)
TRUTH = SCORES > 0.6


def points(
    truth: np.ndarray, protected: dict[str, np.ndarray], allowed: float = 0.01
) -> dict[str, float]:
    found = operating_points(truth, SCORES, protected, allowed, prevalence=0.1, data="these")
    assert {point.data for point in found.values()} == {"these"}
    return {name: point.threshold for name, point in found.items()}


def test_default_is_the_lowest_that_keeps_the_gate() -> None:
    seekers = (SCORES > 0.3) & (SCORES < 0.7) & ~TRUTH
    default = points(TRUTH, {"seekers": seekers})["default"]
    assert not (SCORES[seekers] >= default).any()
    assert (SCORES[seekers] >= default - 0.011).any()


def test_a_gate_that_only_silence_keeps_gives_a_threshold_that_nothing_reaches() -> None:
    everyone = np.ones(100, dtype=bool)
    assert points(TRUTH, {"warners": everyone}, allowed=0.001)["default"] == NEVER


def test_points_are_ordered() -> None:
    noisy = TRUTH ^ (np.arange(100) % 7 == 0)
    found = points(noisy, {"all harmless": ~noisy}, allowed=0.1)
    assert found["high_recall"] <= found["default"] <= found["high_precision"]


def test_weights_bring_the_share_to_the_prevalence() -> None:
    weights = prevalence_weights(TRUTH, 0.05)
    assert weights[TRUTH].sum() / weights.sum() == pytest.approx(0.05)
    assert weights.sum() == pytest.approx(len(TRUTH))
    assert (prevalence_weights(np.ones(3, dtype=bool), 0.05) == 1).all()
