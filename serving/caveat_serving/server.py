"""``caveat serve``: load the model, then listen.

May import ``app``, ``engine`` and ``settings``.
"""

import logging
from collections.abc import Mapping
from typing import Any

import uvicorn
from pydantic import ValidationError

from caveat.errors import CaveatError
from caveat.registry import Registry
from caveat_serving.app import create_app
from caveat_serving.engine import Engine
from caveat_serving.settings import Settings

log = logging.getLogger("caveat.server")


def serve(given: Mapping[str, Any]) -> int:
    """Serve until told to stop; `given` overrides what the environment sets.

    Raises
    ------
    CaveatError
        A setting is wrong, or no intact model can be had.
    """
    try:
        settings = Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CaveatError(f"{where}: {first['msg'].removeprefix('Value error, ')}") from error
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    engine = Engine(Registry(settings.home), settings.model)
    engine.start()
    log.info("http://%s:%d/ is the moderator's page, /docs the API", settings.host, settings.port)
    uvicorn.run(create_app(engine), host=settings.host, port=settings.port, log_level="info")
    return 0
