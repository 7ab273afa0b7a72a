"""A small, real fit that several tests share."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from caveat.bundle import write_bundle
from caveat_training.corpus import read_corpus
from caveat_training.example import Example
from caveat_training.fit_linear import Fitted, fit
from caveat_training.recipe import LinearRecipe

QUICK = LinearRecipe(name="quick", character_ngrams=(3, 3), word_ngrams=(1, 1), folds=2)


@pytest.fixture(scope="session")
def corpus() -> Sequence[Example]:
    return read_corpus()


@pytest.fixture(scope="session")
def part(corpus: Sequence[Example]) -> Sequence[Example]:
    """Every fourth comment: enough of each output to fit on."""
    return corpus[::4]


@pytest.fixture(scope="session")
def fitted(part: Sequence[Example]) -> Fitted:
    return fit(part, QUICK)


@pytest.fixture
def bundle_dir(fitted: Fitted, tmp_path: Path) -> Path:
    write_bundle(tmp_path / "bundle", fitted.manifest, fitted.contents)
    return tmp_path / "bundle"
