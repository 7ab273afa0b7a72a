"""What a moderator may rely on, as cases that a moderator can read and extend.

``cases.txt`` and ``founding_thread.txt`` are in the corpus form: write a comment, say its labels,
and this asks the shipped model. A comment below the action line must never be flagged.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from caveat import load
from caveat.labels import ACTION_GRADE, Risk
from caveat.model import RiskModel
from caveat.policy import Recommendation
from caveat_training.audit import near_pairs
from caveat_training.corpus import read_corpus
from caveat_training.example import Example

HERE = Path(__file__).parent
THREAD = read_corpus(HERE / "founding_thread.txt")
CASES = read_corpus(HERE / "cases.txt")
KNOWN_MISSES = {
    line.split()[0]
    for line in (HERE / "known_misses.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
}

HARMLESS = [e for e in CASES if max(e.labels.promotion, e.labels.overclaiming) < ACTION_GRADE]
RISKY = [e for e in CASES if e not in HARMLESS]


@pytest.fixture(scope="module")
def model() -> RiskModel:
    return load(str(Path(__file__).parents[2] / "models" / "caveat" / "champion"))


def named(examples: Sequence[Example]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", examples, ids=lambda case: case.id)


@named([*THREAD, *HARMLESS])
def test_the_harmless_are_left_alone(model: RiskModel, case: Example) -> None:
    [score] = model.score([case.comment])
    assert model.policy.recommend(score) is Recommendation.ALLOW


@named(RISKY)
def test_the_risky_are_flagged(
    model: RiskModel, case: Example, request: pytest.FixtureRequest
) -> None:
    if case.id in KNOWN_MISSES:
        request.applymarker(pytest.mark.xfail(reason="known_misses.txt", strict=True))
    [score] = model.score([case.comment])
    assert [model.policy.flags(risk, score.risks[risk]) for risk in Risk] == [
        case.labels.grade(risk) >= ACTION_GRADE for risk in Risk
    ]


def test_the_thread_has_its_thirteen() -> None:
    assert len(THREAD) == 13


def test_known_misses_are_cases_at_the_action_line() -> None:
    assert {case.id for case in RISKY} >= KNOWN_MISSES


def test_no_case_was_trained_on() -> None:
    cases = [*THREAD, *CASES]
    texts = [example.text for example in (*cases, *read_corpus())]
    assert [(a, b) for a, b, _ in near_pairs(texts) if a < len(cases) <= b] == []
