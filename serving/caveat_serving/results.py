"""From model scores to the wire form, the same for the API and for the command line.

May import ``schemas``, ``problems`` and ``caveat``.
"""

from collections.abc import Sequence
from dataclasses import asdict

from caveat.labels import Risk, Signal
from caveat.model import RiskModel
from caveat.policy import Policy
from caveat.score import AbstainCode, CommentScore, Explain
from caveat_serving.problems import Problem
from caveat_serving.schemas import (
    AbstainedOut,
    CommentIn,
    InputOut,
    InvalidComment,
    LanguageOut,
    ResultOut,
    RiskOut,
    SignalsOut,
    SpanOut,
)


def scored(
    model: RiskModel,
    items: Sequence[CommentIn | InvalidComment],
    explain: Explain,
    risks: Sequence[Risk] = tuple(Risk),
) -> list[ResultOut]:
    """Score what can be scored; one result per item, in their order."""
    comments = [item.comment() for item in items if isinstance(item, CommentIn)]
    scores = iter(model.score(comments, explain))
    return [
        ok_or_abstained(item, next(scores), model.policy, explain, risks)
        if isinstance(item, CommentIn)
        else invalid(item)
        for item in items
    ]


def ok_or_abstained(
    item: CommentIn,
    score: CommentScore,
    policy: Policy,
    explain: Explain,
    risks: Sequence[Risk],
) -> ResultOut:
    result = ResultOut(
        id=item.id,
        status="ok",
        language=LanguageOut(**asdict(score.language)),
        input=InputOut(**asdict(score.input)),
    )
    if score.abstained is not None:
        result.status = "abstained"
        result.abstained = AbstainedOut(code=score.abstained)
        return result
    result.scores = {risk: _risk(score, policy, risk) for risk in risks}
    result.signals = _signals(score)
    result.recommendation = policy.recommend(score, risks)
    result.spans = _spans(score, risks) if explain is Explain.SPANS else None
    return result


def abstained(item: CommentIn | InvalidComment, code: AbstainCode) -> ResultOut:
    """A result for a comment that was not scored at all."""
    return ResultOut(id=item.id, status="abstained", abstained=AbstainedOut(code=code))


def invalid(item: InvalidComment) -> ResultOut:
    """A result for what is not a comment by the schema."""
    too_large = any(fault.code == "too_large" for fault in item.faults)
    problem = Problem(
        413 if too_large else 422,
        "too-large" if too_large else "invalid-comment",
        "The comment is over a limit" if too_large else "This is not a comment as /docs has it",
        "Mend the fields that the pointers name; the other comments are not affected.",
        item.faults,
    )
    return ResultOut(id=item.id, status="error", error=problem.document())


def _risk(score: CommentScore, policy: Policy, risk: Risk) -> RiskOut:
    of_risk = score.risks[risk]
    return RiskOut(
        score=of_risk.score,
        severity=of_risk.severity,
        threshold=policy.thresholds[risk],
        flagged=policy.flags(risk, of_risk),
        reasons=list(of_risk.reasons),
    )


def _signals(score: CommentScore) -> SignalsOut:
    return SignalsOut(
        access_seeking=score.signals[Signal.ACCESS_SEEKING],
        testimonial=score.signals[Signal.TESTIMONIAL],
        caution=score.signals[Signal.CAUTION],
        contact_details=bool(score.signals[Signal.CONTACT_DETAILS]),
    )


def _spans(score: CommentScore, risks: Sequence[Risk]) -> list[SpanOut]:
    return [
        SpanOut(
            label=span.risk,
            kind=span.kind,
            start=span.start,
            end=span.end,
            text=span.text,
            score=span.score,
        )
        for span in score.spans
        if span.risk in risks
    ]
