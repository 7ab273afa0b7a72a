"""What comes out: what the words of one comment look like under the policy.

A score is not a decision; ``caveat.policy`` turns scores into a recommendation. May import
``labels``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caveat.labels import EvidenceKind, Risk, Signal


class AbstainCode(StrEnum):
    """Why the model gives no opinion on a comment."""

    TOO_SHORT = "too_short"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    OUT_OF_DISTRIBUTION = "out_of_distribution"
    DEADLINE = "deadline"


class Explain(StrEnum):
    """How much of the grounds a caller wants; each level includes the ones before it."""

    NONE = "none"
    REASONS = "reasons"
    SPANS = "spans"


@dataclass(frozen=True, slots=True)
class RiskScore:
    """One risk of one comment.

    Parameters
    ----------
    at_least
        Calibrated Pr(grade >= 1), Pr(grade >= 2), Pr(grade >= 3); never rising.
    reasons
        Kinds of the evidence found, strongest first; empty where none was asked for.
    """

    at_least: tuple[float, float, float]
    reasons: tuple[EvidenceKind, ...] = ()

    @property
    def score(self) -> float:
        """Pr(grade >= 2), in [0, 1]."""
        return self.at_least[1]

    @property
    def severity(self) -> float:
        """Expected grade, in [0, 3]."""
        return sum(self.at_least)


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the comment as sent that made a score.

    Parameters
    ----------
    start, end
        Code points of the original text, end exclusive.
    text
        The exact slice.
    score
        Share, in (0, 1], of all that speaks for the risk in this comment.
    """

    risk: Risk
    kind: EvidenceKind
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Language:
    """The language found in the comment, and whether scores were measured on it."""

    detected: str
    confidence: float
    validated: bool


@dataclass(frozen=True, slots=True)
class InputFacts:
    """What was read. `chars` counts code points as sent, `tokens` what the model read."""

    chars: int
    tokens: int
    windows: int
    truncated: bool
    context_used: bool


@dataclass(frozen=True, slots=True)
class CommentScore:
    """Everything the model says about one comment.

    Parameters
    ----------
    risks, signals
        Empty where `abstained` is set. ``contact_details`` is 1.0 or 0.0, by rule.
    """

    id: str
    risks: Mapping[Risk, RiskScore]
    signals: Mapping[Signal, float]
    spans: tuple[Span, ...]
    language: Language
    input: InputFacts
    abstained: AbstainCode | None = None
