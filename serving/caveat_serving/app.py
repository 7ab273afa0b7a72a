"""The web application: routes, errors and the moderator's page, around one engine.

May import everything in this room but ``cli``.
"""

from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

import caveat
from caveat.registry import Registry
from caveat_serving import problems
from caveat_serving.engine import Engine
from caveat_serving.gate import Gate
from caveat_serving.problems import Problem
from caveat_serving.routes import health, labels, models, score
from caveat_serving.settings import Settings

PAGE_DIR = Path(str(files("caveat_serving") / "page"))

_DESCRIPTION = (
    "Scores reader comments under health news for promotion of unproven clinics and treatments, "
    "and for overclaiming. A score is not a decision. Nothing is stored. Span offsets are Unicode "
    "code points into the text as sent, end exclusive."
)


def create_app(engine: Engine) -> FastAPI:
    """Build the application around `engine`, started or not."""
    app = FastAPI(title="Caveat", version=caveat.__version__, description=_DESCRIPTION)
    app.state.engine = engine
    for router in (score.router, labels.router, models.router, health.router):
        app.include_router(router)
    app.mount("/page", StaticFiles(directory=PAGE_DIR), name="page")

    @app.get("/", include_in_schema=False)
    def page() -> FileResponse:
        return FileResponse(PAGE_DIR / "index.html")

    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_bug)
    app.add_middleware(Gate)
    return app


def openapi_document() -> dict[str, Any]:
    """The OpenAPI document; needs no model, no registry and no disk."""
    engine = Engine(Registry(Settings().home))
    return create_app(engine).openapi()


async def _on_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    return problems.reply(error, request)


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    return problems.reply(problems.of_validation(error.errors()), request)


async def _on_http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    known = {404: ("not-found", "There is nothing here"), 405: ("method-not-allowed", "Not so")}
    code, title = known.get(error.status_code, ("malformed-body", "The body cannot be read"))
    return problems.reply(
        Problem(error.status_code, code, title, "The paths and their methods are at /docs."),
        request,
    )


async def _on_bug(request: Request, error: Exception) -> JSONResponse:
    """The last resort. The exception's words may hold a comment's, so only its type is told."""
    problem = Problem(
        500,
        "internal-error",
        "Something went wrong here",
        f"Report {type(error).__name__} with this request id to whoever runs the service.",
    )
    return problems.reply(problem, request)
