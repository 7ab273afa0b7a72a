"""The wire form of requests and replies. No field about an author exists here.

May import ``limits``, ``problems`` and ``caveat``.
"""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from caveat.comment import Comment
from caveat.labels import EvidenceKind, Risk
from caveat.policy import Recommendation
from caveat.score import Explain
from caveat_serving.limits import MAX_CONTEXT_BYTES, MAX_ID_CHARS, MAX_TEXT_BYTES
from caveat_serving.problems import Fault, ProblemDocument, faults_of


def _at_most(limit: int) -> AfterValidator:
    """Bound a string's UTF-8 size; the error states the limit and what was sent."""

    def check(value: str) -> str:
        actual = len(value.encode())
        if actual > limit:
            raise PydanticCustomError(
                "too_large", "at most {limit} bytes of UTF-8", {"limit": limit, "actual": actual}
            )
        return value

    return AfterValidator(check)


ContextText = Annotated[str, _at_most(MAX_CONTEXT_BYTES)]


class ContextIn(BaseModel):
    """What stands around a comment and may decide what it means."""

    page_title: ContextText | None = Field(
        default=None, description="title of the page that the comment stands on"
    )
    parent_text: ContextText | None = Field(
        default=None, description="the comment that it replies to"
    )


class CommentIn(BaseModel):
    """A comment to score. Fields beyond these are passed over."""

    model_config = ConfigDict(extra="ignore")

    text: Annotated[str, _at_most(MAX_TEXT_BYTES)] = Field(
        description=f"at most {MAX_TEXT_BYTES} bytes of UTF-8"
    )
    id: Annotated[str, Field(max_length=MAX_ID_CHARS)] | None = Field(
        default=None, description="echoed, never interpreted"
    )
    context: ContextIn | None = None
    language: Annotated[str, Field(max_length=35)] | None = Field(
        default=None, description="your guess, such as 'en'; language is detected all the same"
    )

    def comment(self) -> Comment:
        context = self.context or ContextIn()
        return Comment(
            text=self.text,
            id=self.id or "",
            page_title=context.page_title or "",
            parent_text=context.parent_text or "",
            language=self.language or "",
        )


class InvalidComment(BaseModel):
    """Stands in a request's list for a comment that is not of the schema's form."""

    id: str | None
    faults: list[Fault]


def read_comment(value: Any) -> CommentIn | InvalidComment:
    """One comment from parsed JSON, by the same rules as ``POST /v1/score``."""
    return _lenient(value, CommentIn.model_validate)


def _lenient(value: Any, parse: Callable[[Any], CommentIn]) -> CommentIn | InvalidComment:
    """Keep a bad comment's place in the list instead of refusing its neighbours."""
    try:
        return parse(value)
    except ValidationError as error:
        id_ = value.get("id") if isinstance(value, dict) else None
        usable = isinstance(id_, str) and len(id_) <= MAX_ID_CHARS and id_.isprintable()
        return InvalidComment(id=id_ if usable else None, faults=faults_of(error.errors()))


class ScoreRequest(BaseModel):
    """Comments to score, and how."""

    model_config = ConfigDict(extra="forbid")

    comments: list[Annotated[CommentIn, WrapValidator(_lenient)]] = Field(
        min_length=1, description="1 to 64 comments; results keep their order"
    )
    labels: list[str] = Field(
        default_factory=lambda: [str(risk) for risk in Risk],
        min_length=1,
        description="which risks to score; all by default",
        examples=[[str(risk) for risk in Risk]],
    )
    model: str | None = Field(
        default=None,
        description="alias, version number or sha256:… of a loaded model; default: the served one",
        examples=["champion"],
    )
    policy: str = Field(default="default", description="id of the thresholds to apply")
    explain: Explain = Field(
        default=Explain.REASONS, description="grounds to give; each level includes those before"
    )
    deadline_ms: int | None = Field(
        default=None,
        ge=1,
        description="comments not scored by then come back as abstained; at most the server's own",
    )


class ModelOut(BaseModel):
    """Which model made the scores."""

    name: str
    version: str
    alias: str
    digest: str
    calibration: str = Field(description="digest of the calibration's numbers")
    policy_labels: str = Field(description="version of the labelling policy")


class PolicyOut(BaseModel):
    """Which thresholds made the flags."""

    id: str
    version: int


class RiskOut(BaseModel):
    """One risk of one comment."""

    score: float = Field(ge=0, le=1, description="calibrated probability of grade 2 or more")
    severity: float = Field(ge=0, le=3, description="expected grade")
    threshold: float
    flagged: bool
    reasons: list[EvidenceKind]


class SignalsOut(BaseModel):
    """What else the comment does; never moves the recommendation."""

    access_seeking: float = Field(ge=0, le=1)
    testimonial: float = Field(ge=0, le=1)
    caution: float = Field(ge=0, le=1)
    contact_details: bool


class SpanOut(BaseModel):
    """Words that made a score."""

    label: Risk
    kind: EvidenceKind
    start: int = Field(description="offset in Unicode code points into the text as sent")
    end: int = Field(description="end offset in code points, exclusive")
    text: str = Field(description="the exact slice of the text as sent")
    score: float = Field(
        gt=0, le=1, description="share of all that speaks for this risk in this comment"
    )


class LanguageOut(BaseModel):
    """The language found."""

    detected: str = Field(description="ISO 639-1, or 'und' where the words are too few to tell")
    confidence: float = Field(ge=0, le=1)
    validated: bool = Field(
        description="false where the text is in a language that no evaluation has covered"
    )


class InputOut(BaseModel):
    """What was read."""

    chars: int
    tokens: int
    windows: int
    truncated: bool
    context_used: bool


class AbstainedOut(BaseModel):
    """Why no opinion is given."""

    code: str = Field(description="too_short, unsupported_language, out_of_distribution, deadline")


class ResultOut(BaseModel):
    """One comment's result. Scores are there where ``status`` is ``ok``."""

    id: str | None
    status: str = Field(description="ok, abstained or error")
    scores: dict[Risk, RiskOut] | None = None
    signals: SignalsOut | None = None
    recommendation: Recommendation | None = None
    spans: list[SpanOut] | None = None
    language: LanguageOut | None = None
    input: InputOut | None = None
    abstained: AbstainedOut | None = None
    error: ProblemDocument | None = None


class ScoreResponse(BaseModel):
    """Results in the order of the request's comments."""

    request_id: str
    model: ModelOut
    policy: PolicyOut
    results: list[ResultOut]
