"""Runs of heavy words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.spans import MAX_SPANS, MAX_WORDS, Run, Word, heaviest_runs


def words(count: int) -> list[Word]:
    return [Word(n * 2, n * 2 + 1) for n in range(count)]


def test_neighbours_that_speak_for_it_are_one_run() -> None:
    weights = np.array([0.0, 0.0, 3.0, 2.0, 0.0, 0.0, 0.0, 0.0])
    [run] = heaviest_runs(words(8), weights)
    assert (run.start, run.end) == (2, 7)
    assert run.share == pytest.approx(0.9)
    assert heaviest_runs(words(1), np.array([2.0])) == [Run(0, 1, 1.0)]


def test_runs_come_heaviest_first_and_few() -> None:
    weights = np.zeros(40)
    weights[[5, 15, 25, 35]] = [3, 4, 5, 2.8]
    runs = heaviest_runs(words(40), weights)
    assert [(run.start, run.end) for run in runs] == [(48, 53), (28, 33), (8, 13)]
    assert [run.share for run in runs] == sorted((run.share for run in runs), reverse=True)


@pytest.mark.parametrize("weights", [[], [0.0, 0.0], [-1.0, -2.0]])
def test_nothing_for_it_gives_no_run(weights: list[float]) -> None:
    assert heaviest_runs(words(len(weights)), np.array(weights)) == []


@given(st.lists(st.floats(-10, 10), max_size=60))
def test_runs_are_bounded_and_apart(weights: list[float]) -> None:
    runs = heaviest_runs(words(len(weights)), np.array(weights))
    assert len(runs) <= MAX_SPANS
    taken: set[int] = set()
    for run in runs:
        covered = set(range(run.start // 2, (run.end - 1) // 2 + 1))
        assert 0 < len(covered) <= MAX_WORDS
        assert not covered & taken
        assert 0 < run.share <= 1
        taken |= covered
