"""``POST /v1/score``: comments in, scores out."""

import time

from fastapi import APIRouter, Request

from caveat.labels import Risk
from caveat_serving.engine import Engine, Loaded
from caveat_serving.limits import MAX_COMMENTS, SCORE_DEADLINE_MS
from caveat_serving.problems import Fault, Problem, ProblemDocument
from caveat_serving.schemas import (
    InvalidComment,
    ModelOut,
    PolicyOut,
    ScoreRequest,
    ScoreResponse,
)

router = APIRouter(tags=["scoring"])

_PROBLEM = {"model": ProblemDocument, "content": {"application/problem+json": {}}}


@router.post(
    "/v1/score",
    response_model=ScoreResponse,
    response_model_exclude_none=True,
    responses={
        400: _PROBLEM | {"description": "not JSON, or an unknown label"},
        404: _PROBLEM | {"description": "model or policy not loaded"},
        413: _PROBLEM | {"description": "over a limit, which it names"},
        415: _PROBLEM | {"description": "not application/json"},
        422: _PROBLEM | {"description": "not of this schema"},
        503: _PROBLEM | {"description": "no model is loaded yet"},
    },
)
def score(request: Request, body: ScoreRequest) -> ScoreResponse:
    """Score 1 to 64 comments.

    Order and ids are kept, and one bad comment never fails the others. A score is not a
    decision; nothing is stored.
    """
    began = time.monotonic()
    engine: Engine = request.app.state.engine
    loaded = _model(engine, body.model)
    _policy(loaded, body.policy)
    _count(body)
    allowed_ms = min(body.deadline_ms or SCORE_DEADLINE_MS, SCORE_DEADLINE_MS)
    results = engine.score(body.comments, body.explain, _risks(body), began + allowed_ms / 1000)
    if all(isinstance(item, InvalidComment) for item in body.comments):
        raise _nothing_readable(body)
    identity = loaded.model.identity
    return ScoreResponse(
        request_id=request.state.request_id,
        model=ModelOut(
            name=identity.name,
            version=identity.version,
            alias=identity.alias,
            digest=identity.digest,
            calibration=identity.calibration,
            policy_labels=identity.policy_labels,
        ),
        policy=PolicyOut(id=loaded.model.policy.id, version=loaded.model.policy.version),
        results=results,
    )


def _model(engine: Engine, reference: str | None) -> Loaded:
    loaded = engine.loaded
    if loaded is None:
        raise Problem(503, "not-ready", "No model is loaded yet", "Ask /readyz and try again.")
    if reference is not None and not loaded.answers_to(reference):
        identity = loaded.model.identity
        raise Problem(
            404,
            "model-not-loaded",
            "No such model is loaded",
            f"Loaded: alias '{identity.alias}', version '{identity.version}', {identity.digest}.",
            [Fault(pointer="/model", code="not_loaded")],
        )
    return loaded


def _policy(loaded: Loaded, policy: str) -> None:
    if policy != loaded.model.policy.id:
        raise Problem(
            404,
            "policy-not-loaded",
            "No such policy is loaded",
            f"Loaded: '{loaded.model.policy.id}'.",
            [Fault(pointer="/policy", code="not_loaded")],
        )


def _count(body: ScoreRequest) -> None:
    if len(body.comments) > MAX_COMMENTS:
        raise Problem(
            413,
            "too-many-comments",
            "Too many comments in one call",
            f"Send at most {MAX_COMMENTS} a call; 'caveat score --jsonl' takes any number.",
            [
                Fault(
                    pointer="/comments",
                    code="too_many",
                    limit=MAX_COMMENTS,
                    actual=len(body.comments),
                )
            ],
        )


def _risks(body: ScoreRequest) -> list[Risk]:
    unknown = [label for label in body.labels if label not in set(Risk)]
    if unknown:
        raise Problem(
            400,
            "unknown-label",
            "There is no such label",
            f"Labels are {', '.join(Risk)}; /v1/labels explains them.",
            [
                Fault(pointer=f"/labels/{body.labels.index(label)}", code="unknown_label")
                for label in unknown
            ],
        )
    return [risk for risk in Risk if risk in body.labels]


def _nothing_readable(body: ScoreRequest) -> Problem:
    faults = [
        Fault(**{**fault.model_dump(), "pointer": f"/comments/{index}{fault.pointer}"})
        for index, item in enumerate(body.comments)
        if isinstance(item, InvalidComment)
        for fault in item.faults
    ]
    too_large = all(fault.code == "too_large" for fault in faults)
    return Problem(
        413 if too_large else 422,
        "too-large" if too_large else "invalid-request",
        "No comment of this call could be read",
        "Mend the fields that the pointers name; limits and actual sizes stand beside them.",
        faults,
    )
