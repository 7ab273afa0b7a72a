"""From scores to a recommendation."""

import pytest

from caveat.labels import Risk, Signal
from caveat.policy import Policy, Recommendation, likely_grade
from caveat.score import CommentScore, InputFacts, Language, RiskScore

POLICY = Policy("default", 1, {Risk.CLINIC_PROMOTION: 0.8, Risk.OVERCLAIMING: 0.7})
NONE, TWO, THREE = (0.1, 0.05, 0.01), (0.95, 0.9, 0.1), (0.97, 0.95, 0.9)
ONE = (0.99, 0.3, 0.1)


def score(promotion: tuple[float, float, float], overclaiming: tuple[float, float, float],
          carried: Signal | None = None) -> CommentScore:  # fmt: skip
    return CommentScore(
        id="",
        risks={
            Risk.CLINIC_PROMOTION: RiskScore(promotion),
            Risk.OVERCLAIMING: RiskScore(overclaiming),
        },
        signals={signal: float(signal is carried) for signal in Signal},
        spans=(),
        language=Language("en", 1.0, validated=True),
        input=InputFacts(1, 1, 1, truncated=False, context_used=False),
    )


@pytest.mark.parametrize(
    ("promotion", "overclaiming", "expected"),
    [
        (NONE, NONE, "allow"),
        (ONE, ONE, "allow"),
        (NONE, TWO, "context_note"),
        (NONE, THREE, "review"),
        (TWO, NONE, "review"),
        (TWO, TWO, "review"),
        (THREE, NONE, "hold"),
        (THREE, THREE, "hold"),
        (ONE, THREE, "review"),
    ],
)
def test_the_table(
    promotion: tuple[float, float, float], overclaiming: tuple[float, float, float], expected: str
) -> None:
    assert POLICY.recommend(score(promotion, overclaiming)) == Recommendation(expected)


@pytest.mark.parametrize("signal", list(Signal))
def test_signals_never_move_it(signal: Signal) -> None:
    for grades in ((NONE, NONE), (TWO, NONE), (THREE, THREE)):
        plain, signalled = score(*grades), score(*grades, carried=signal)
        assert POLICY.recommend(plain) is POLICY.recommend(signalled)


def test_only_the_risks_asked_for_count() -> None:
    both = score(THREE, TWO)
    assert POLICY.recommend(both, [Risk.OVERCLAIMING]) is Recommendation.CONTEXT_NOTE


def test_an_abstention_asks_for_nothing() -> None:
    empty = CommentScore("", {}, {}, (), Language("und", 0, validated=True),
                         InputFacts(0, 0, 1, truncated=False, context_used=False))  # fmt: skip
    assert POLICY.recommend(empty) is Recommendation.ALLOW


def test_severity_is_the_expected_grade() -> None:
    assert RiskScore((0.9, 0.6, 0.2)).severity == pytest.approx(1.7)
    assert RiskScore((0.9, 0.6, 0.2)).score == 0.6
    assert (likely_grade(RiskScore(TWO)), likely_grade(RiskScore(THREE))) == (2, 3)
