"""From a name to a model ready to score.

May import ``bundle``, ``home`` and ``model``; ``registry`` only when a registry is asked.
"""

from pathlib import Path

from caveat.bundle import SHIPPED_DIR, open_bundle
from caveat.home import Home
from caveat.model import RiskModel

SHIPPED_VERSION = "shipped"
"""What replies call the package's own bundle where no registry has numbered it."""


def load(reference: str = "", home: Home | None = None) -> RiskModel:
    """Load a model by bundle folder, alias, version number or ``sha256:…``.

    Without a `reference`: the champion of the registry if there is one on this machine or one
    is set, else the bundle that the package ships.

    Raises
    ------
    RegistryError, ModelNotFoundError, BundleError
        The registry does not answer, has no such model, or the bytes are not intact.
    """
    home = home or Home.from_environment()
    if reference and Path(reference).is_dir():
        return open_bundle(Path(reference)).load()
    if not reference and not home.has_registry:
        return open_bundle(SHIPPED_DIR).load(version=SHIPPED_VERSION)
    from caveat.registry import CHAMPION, Registry  # a second of import that a folder spares

    resolved = Registry(home).resolve(reference or CHAMPION)
    return resolved.bundle.load(version=resolved.version, alias=resolved.alias)
