"""``GET /v1/models``: what is loaded, and what the registry holds."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from caveat.errors import RegistryError
from caveat_serving.engine import Engine

router = APIRouter(tags=["models"])


class RegisteredOut(BaseModel):
    """A version that the registry holds."""

    version: str
    digest: str
    aliases: list[str]
    created_ms: int = Field(description="milliseconds since 1970-01-01 UTC")


class LoadedOut(BaseModel):
    """The model in memory."""

    version: str
    alias: str
    digest: str
    family: str
    calibration: str
    policy_labels: str
    corpus: dict[str, Any]
    packages: dict[str, str]
    card: dict[str, Any] = Field(description="what is known of it: figures and on which data")


class RegistryOut(BaseModel):
    """Whether the registry answers; what is loaded goes on serving where it does not."""

    reachable: bool
    detail: str = ""


class ModelsResponse(BaseModel):
    """Loaded and registered models."""

    loaded: list[LoadedOut]
    registered: list[RegisteredOut]
    registry: RegistryOut


@router.get("/v1/models", response_model=ModelsResponse)
def models(request: Request) -> ModelsResponse:
    """What is loaded here, and what the registry holds now."""
    engine: Engine = request.app.state.engine
    try:
        versions = engine.versions()
        registry = RegistryOut(reachable=True)
    except RegistryError as error:
        versions, registry = [], RegistryOut(reachable=False, detail=str(error))
    return ModelsResponse(
        loaded=_loaded(engine),
        registered=[
            RegisteredOut(
                version=v.version, digest=v.digest, aliases=list(v.aliases), created_ms=v.created_ms
            )
            for v in versions
        ],
        registry=registry,
    )


def _loaded(engine: Engine) -> list[LoadedOut]:
    if engine.loaded is None:
        return []
    identity, bundle = engine.loaded.model.identity, engine.loaded.bundle
    return [
        LoadedOut(
            version=identity.version,
            alias=identity.alias,
            digest=identity.digest,
            family=bundle.manifest.family,
            calibration=identity.calibration,
            policy_labels=identity.policy_labels,
            corpus=dict(bundle.manifest.corpus),
            packages=dict(bundle.manifest.packages),
            card=bundle.card,
        )
    ]
