"""RiskModel: comments in, calibrated scores with their grounds out.

The one way to a score, for the service, the batch commands and evaluation alike: normalise,
weigh, calibrate, explain. May import everything in this room but ``bundle`` and ``registry``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from caveat.calibration import Sigmoid, calibrate, never_rising
from caveat.comment import Comment
from caveat.labels import LEARNED_SIGNALS, MAX_GRADE, EvidenceKind, Risk, Signal
from caveat.language import detect
from caveat.linear import OUTPUTS, LinearModel
from caveat.policy import Policy
from caveat.reading import WORD, Reading, read
from caveat.score import AbstainCode, CommentScore, Explain, InputFacts, RiskScore, Span
from caveat.spans import heaviest_runs

Array = NDArray[np.float64]

EXPLAINED_FROM = 0.5
"""Reasons and spans are given where Pr(grade >= 1) is at least this: grade 0 has no evidence."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model made a score: what every reply names."""

    name: str
    version: str
    alias: str
    digest: str
    calibration: str
    policy_labels: str


@dataclass(frozen=True, slots=True)
class RiskModel:
    """A model family with its calibration and its default policy.

    Parameters
    ----------
    calibration
        One sigmoid per name in ``linear.OUTPUTS``.
    policy
        The default thresholds, chosen on validation when the model was fitted.
    """

    identity: ModelIdentity
    family: LinearModel
    calibration: Mapping[str, Sigmoid]
    policy: Policy

    def score(
        self, comments: Sequence[Comment], explain: Explain = Explain.SPANS
    ) -> list[CommentScore]:
        """Score `comments`; one result per comment, in their order.

        A comment's scores do not depend on its neighbours in the call.
        """
        readings = [read(comment) for comment in comments]
        probabilities = self.probabilities(readings)
        return [
            self._assemble(comment, reading, row, explain)
            for comment, reading, row in zip(comments, readings, probabilities, strict=True)
        ]

    def probabilities(self, readings: Sequence[Reading]) -> Array:
        """Calibrated probabilities, shape ``(len(readings), len(OUTPUTS))``."""
        logits = self.family.logits(readings)
        values = calibrate(logits, [self.calibration[name] for name in OUTPUTS])
        for index in range(len(Risk)):
            columns = slice(index * MAX_GRADE, (index + 1) * MAX_GRADE)
            values[:, columns] = never_rising(values[:, columns])
        return values

    def _assemble(
        self, comment: Comment, reading: Reading, row: Array, explain: Explain
    ) -> CommentScore:
        language = detect(reading.text.text, comment.language)
        facts = InputFacts(
            chars=len(comment.text),
            tokens=len(WORD.findall(reading.folded)),
            windows=1,
            truncated=False,
            context_used=comment.has_context,
        )
        if reading.is_empty:
            return CommentScore(
                comment.id, {}, {}, (), language, facts, abstained=AbstainCode.TOO_SHORT
            )
        at_least = {risk: _grades(row, index) for index, risk in enumerate(Risk)}
        spans = () if explain is Explain.NONE else self._spans(reading, at_least)
        risks = {
            risk: RiskScore(values, _reasons(spans, risk)) for risk, values in at_least.items()
        }
        return CommentScore(
            id=comment.id,
            risks=risks,
            signals=_signals(row, reading),
            spans=spans if explain is Explain.SPANS else (),
            language=language,
            input=facts,
        )

    def _spans(
        self, reading: Reading, at_least: Mapping[Risk, tuple[float, float, float]]
    ) -> tuple[Span, ...]:
        found: list[Span] = []
        for risk, values in at_least.items():
            if values[0] < EXPLAINED_FROM:
                continue
            words, weights = self.family.word_weights(reading, f"{risk}>=2")
            for run in heaviest_runs(words, weights):
                start, end = reading.text.to_original(run.start, run.end)
                kind = self.family.kind_of(reading.text.text[run.start : run.end], risk)
                text = reading.text.original[start:end]
                found.append(Span(risk, kind, start, end, text, run.share))
        return tuple(found)


def _grades(row: Array, risk_index: int) -> tuple[float, float, float]:
    first = risk_index * MAX_GRADE
    one, two, three = (float(value) for value in row[first : first + MAX_GRADE])
    return one, two, three


def _signals(row: Array, reading: Reading) -> dict[Signal, float]:
    signals = {signal: float(row[OUTPUTS.index(signal)]) for signal in LEARNED_SIGNALS}
    return {**signals, Signal.CONTACT_DETAILS: float(bool(reading.contacts))}


def _reasons(spans: Sequence[Span], risk: Risk) -> tuple[EvidenceKind, ...]:
    """Kinds of the risk's spans, strongest first, each once."""
    strongest = sorted(spans, key=lambda span: -span.score)
    return tuple(dict.fromkeys(span.kind for span in strongest if span.risk is risk))
