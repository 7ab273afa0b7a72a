"""``/healthz``, ``/readyz`` and ``/version``: for probes and people on call."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

import caveat
from caveat_serving.engine import Engine
from caveat_serving.problems import Problem, ProblemDocument

router = APIRouter(tags=["operations"])


class Health(BaseModel):
    """The process answers."""

    status: str = "ok"


class Readiness(BaseModel):
    """Whether scores can be had."""

    status: str = Field(description="ready, or degraded: scores come, the registry does not answer")
    model_version: str
    model_digest: str
    detail: str = ""


class Version(BaseModel):
    """What runs here."""

    caveat: str
    model_version: str
    model_digest: str


@router.get("/healthz", response_model=Health)
def healthz() -> Health:
    """The process is alive."""
    return Health()


@router.get(
    "/readyz",
    response_model=Readiness,
    responses={503: {"model": ProblemDocument, "description": "no model is loaded yet"}},
)
def readyz(request: Request) -> Readiness:
    """The model is loaded and has reproduced its golden set."""
    engine: Engine = request.app.state.engine
    if engine.loaded is None:
        raise Problem(503, "not-ready", "No model is loaded yet", "Try again in a moment.")
    identity = engine.loaded.model.identity
    return Readiness(
        status="degraded" if engine.loaded.degraded else "ready",
        model_version=identity.version,
        model_digest=identity.digest,
        detail=engine.loaded.degraded,
    )


@router.get("/version", response_model=Version)
def version(request: Request) -> Version:
    """Versions of the package and of the loaded model."""
    engine: Engine = request.app.state.engine
    identity = engine.loaded.model.identity if engine.loaded else None
    return Version(
        caveat=caveat.__version__,
        model_version=identity.version if identity else "",
        model_digest=identity.digest if identity else "",
    )
