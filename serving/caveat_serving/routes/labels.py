"""``GET /v1/labels``: the policy, for machines."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from caveat.labels import (
    ACTION_GRADE,
    KIND_DEFINITIONS,
    KINDS_BY_RISK,
    POLICY_VERSION,
    RISKS,
    SIGNALS,
    VALIDATED_LANGUAGES,
    EvidenceKind,
    Risk,
    Signal,
)
from caveat_serving.engine import Engine

router = APIRouter(tags=["policy"])


class GradeOut(BaseModel):
    """One step of a risk's ladder."""

    grade: int
    name: str
    test: str


class KindOut(BaseModel):
    """A kind of evidence."""

    kind: EvidenceKind
    definition: str


class ThresholdOut(BaseModel):
    """A threshold, and the precision and recall it had on `data`."""

    threshold: float
    precision: float
    recall: float
    data: str


class LabelOut(BaseModel):
    """A risk: definition, grades, examples, evidence kinds, thresholds."""

    name: Risk
    definition: str
    action_grade: int
    grades: list[GradeOut]
    examples: list[str]
    counter_examples: list[str]
    kinds: list[KindOut]
    thresholds: dict[str, ThresholdOut]


class SignalOut(BaseModel):
    """A signal: definition and examples."""

    name: Signal
    definition: str
    examples: list[str]
    counter_examples: list[str]


class LabelsResponse(BaseModel):
    """The labelling policy, and the loaded model's thresholds under it."""

    policy_labels: str
    languages: list[str]
    labels: list[LabelOut]
    signals: list[SignalOut]


@router.get("/v1/labels", response_model=LabelsResponse)
def labels(request: Request) -> LabelsResponse:
    """What is scored, in the words that raters and moderators share."""
    engine: Engine = request.app.state.engine
    return LabelsResponse(
        policy_labels=POLICY_VERSION,
        languages=list(VALIDATED_LANGUAGES),
        labels=[_label(risk, _thresholds(engine, risk)) for risk in Risk],
        signals=[
            SignalOut(
                name=signal,
                definition=definition.definition,
                examples=list(definition.examples),
                counter_examples=list(definition.counter_examples),
            )
            for signal, definition in SIGNALS.items()
        ],
    )


def _label(risk: Risk, thresholds: dict[str, ThresholdOut]) -> LabelOut:
    definition = RISKS[risk]
    return LabelOut(
        name=risk,
        definition=definition.definition,
        action_grade=ACTION_GRADE,
        grades=[GradeOut(grade=g.grade, name=g.name, test=g.test) for g in definition.grades],
        examples=list(definition.examples),
        counter_examples=list(definition.counter_examples),
        kinds=[
            KindOut(kind=kind, definition=KIND_DEFINITIONS[kind]) for kind in KINDS_BY_RISK[risk]
        ],
        thresholds=thresholds,
    )


def _thresholds(engine: Engine, risk: Risk) -> dict[str, ThresholdOut]:
    if engine.loaded is None:
        return {}
    points = engine.loaded.bundle.manifest.operating_points[risk]
    return {
        name: ThresholdOut(
            threshold=point.threshold,
            precision=point.precision,
            recall=point.recall,
            data=point.data,
        )
        for name, point in points.items()
    }
