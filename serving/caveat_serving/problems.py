"""Errors as RFC 9457 problem documents: what is wrong, where, and what to do.

No document carries a comment's words. May import ``limits``.
"""

from collections.abc import Sequence
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

MEDIA_TYPE = "application/problem+json"


class Fault(BaseModel):
    """One thing wrong with a request."""

    pointer: str = Field(description="JSON Pointer (RFC 6901) into the request body")
    code: str = Field(description="stable name of what is wrong")
    limit: int | None = Field(default=None, description="the limit that was passed")
    actual: int | None = Field(default=None, description="what was sent instead")


class ProblemDocument(BaseModel):
    """An error as RFC 9457 writes it."""

    type: str = Field(description="stable URN of the kind of problem")
    title: str
    status: int
    detail: str = Field(description="what to do about it")
    instance: str = Field(default="", description="the request id")
    errors: list[Fault] = Field(default_factory=list)


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it so
    """Raised anywhere below a route; becomes the reply."""

    def __init__(
        self, status: int, code: str, title: str, detail: str, errors: Sequence[Fault] = ()
    ) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.errors = list(errors)

    def document(self, request_id: str = "") -> ProblemDocument:
        return ProblemDocument(
            type=f"urn:caveat:problem:{self.code}",
            title=self.title,
            status=self.status,
            detail=self.detail,
            instance=request_id,
            errors=self.errors,
        )


def reply(problem: Problem, request: Request) -> JSONResponse:
    request_id = getattr(request.state, "request_id", "")
    return JSONResponse(
        problem.document(request_id).model_dump(exclude_none=True),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={"X-Request-ID": request_id} if request_id else {},
    )


def of_validation(errors: Sequence[Any]) -> Problem:
    """The problem behind pydantic's or FastAPI's list of validation errors."""
    if any(error["type"] == "json_invalid" for error in errors):
        return Problem(
            400,
            "malformed-json",
            "The body is not JSON",
            "Send UTF-8 JSON as /docs describes it.",
        )
    faults = faults_of(errors)
    where = ", ".join(sorted({fault.pointer or "the body" for fault in faults}))
    return Problem(
        422,
        "invalid-request",
        "The request is not of the form that the schema asks for",
        f"Mend {where}; the schema is at /docs.",
        faults,
    )


def faults_of(errors: Sequence[Any], prefix: Sequence[str | int] = ()) -> list[Fault]:
    """Pydantic's errors without the values that provoked them: those may be a comment's."""
    faults = []
    for error in errors:
        path = [*prefix, *(part for part in error["loc"] if part != "body")]
        context = error.get("ctx") or {}
        faults.append(
            Fault(
                pointer="".join(f"/{_escaped(part)}" for part in path),
                code=error["type"],
                limit=_whole(context.get("limit", context.get("max_length"))),
                actual=_whole(context.get("actual", context.get("actual_length"))),
            )
        )
    return faults


def _escaped(part: str | int) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) else None
