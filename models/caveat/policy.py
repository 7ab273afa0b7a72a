"""From scores to flags to a recommendation. Only this module knows what a score asks for.

A recommendation never says delete, and the signals never move it. May import ``labels`` and
``score``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from caveat.labels import Risk
from caveat.score import CommentScore, RiskScore


class Recommendation(StrEnum):
    """What the policy proposes, mildest first."""

    ALLOW = "allow"
    CONTEXT_NOTE = "context_note"
    REVIEW = "review"
    HOLD = "hold"


_BY_GRADE: dict[tuple[Risk, int], Recommendation] = {
    (Risk.CLINIC_PROMOTION, 3): Recommendation.HOLD,
    (Risk.CLINIC_PROMOTION, 2): Recommendation.REVIEW,
    (Risk.OVERCLAIMING, 3): Recommendation.REVIEW,
    (Risk.OVERCLAIMING, 2): Recommendation.CONTEXT_NOTE,
}


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds on the score, and a name for them.

    Parameters
    ----------
    thresholds
        Per risk, the score in [0, 1] from which a comment is flagged.
    """

    id: str
    version: int
    thresholds: Mapping[Risk, float]

    def flags(self, risk: Risk, score: RiskScore) -> bool:
        return score.score >= self.thresholds[risk]

    def recommend(
        self, score: CommentScore, risks: Collection[Risk] = tuple(Risk)
    ) -> Recommendation:
        """The strongest of what the flagged `risks` ask for; ``allow`` where none is flagged."""
        asked = [
            _BY_GRADE[risk, likely_grade(of_risk)]
            for risk, of_risk in score.risks.items()
            if risk in risks and self.flags(risk, of_risk)
        ]
        order = list(Recommendation)
        return max(asked, key=order.index, default=Recommendation.ALLOW)


def likely_grade(score: RiskScore) -> int:
    """2 or 3: which of the two is likelier, given that the grade is at least 2."""
    return 3 if score.at_least[2] > 0.5 * score.at_least[1] else 2
