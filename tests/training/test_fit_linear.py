"""A fit, from corpus to bundle."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from caveat.bundle import open_bundle, reproduce_golden
from caveat.labels import Risk
from caveat.linear import OUTPUTS
from caveat_training.evaluate import evaluate
from caveat_training.example import Example, Labels
from caveat_training.fit_linear import FitError, Fitted, fit
from caveat_training.judged import of_examples
from caveat_training.split import Split, only, split_of
from tests.training.conftest import QUICK


def test_a_fit_makes_a_bundle_that_opens_and_reproduces_its_golden_set(bundle_dir: Path) -> None:
    bundle = open_bundle(bundle_dir)
    assert set(bundle.manifest.calibration) == set(OUTPUTS)
    assert len(bundle.golden) >= 20
    reproduce_golden(bundle.load(), bundle.golden)


def test_a_fit_learns(bundle_dir: Path, part: Sequence[Example]) -> None:
    """Far above the share of positives, which is what a model that learnt nothing would get."""
    test = of_examples(only(part, Split.TEST))
    for figures in evaluate(open_bundle(bundle_dir).load(), test, "part").risks.values():
        assert figures.average_precision.value > 2 * figures.positives / figures.comments
        assert figures.roc_auc.value > 0.7


def test_equal_fits_give_equal_bytes(part: Sequence[Example], fitted: Fitted) -> None:
    again = fit(part, QUICK)
    assert again.manifest.to_bytes() == fitted.manifest.to_bytes()
    assert again.contents == fitted.contents


def test_the_test_split_is_not_looked_at(part: Sequence[Example], fitted: Fitted) -> None:
    def spoiled(example: Example) -> Example:
        return replace(
            example,
            comment=replace(example.comment, text="zzyzx"),
            labels=Labels(3, 3),
            evidence=(),
        )

    others = [spoiled(e) if split_of(e) is Split.TEST else e for e in part]
    assert fit(others, QUICK).contents == fitted.contents


def test_the_gate_holds_on_the_scores_it_was_chosen_on(fitted: Fitted) -> None:
    for risk in Risk:
        points = fitted.manifest.operating_points[risk]
        assert points["high_recall"].threshold <= points["default"].threshold
        assert points["default"].threshold <= points["high_precision"].threshold
        assert "cross-validated" in points["default"].data


def test_too_small_a_corpus_is_told(part: Sequence[Example]) -> None:
    with pytest.raises(FitError, match="too small to fit"):
        fit(part[:10], QUICK)
