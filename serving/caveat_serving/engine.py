"""Holds the loaded model, and knows what to serve when the registry does not answer.

May import ``caveat``.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from caveat.bundle import SHIPPED_DIR, Bundle, open_bundle, reproduce_golden
from caveat.errors import ModelNotFoundError, RegistryError
from caveat.labels import Risk
from caveat.loading import SHIPPED_VERSION
from caveat.model import RiskModel
from caveat.registry import CHAMPION, Registered, Registry, Resolved
from caveat.score import AbstainCode, Explain
from caveat_serving.results import abstained, scored
from caveat_serving.schemas import CommentIn, InvalidComment, ResultOut

log = logging.getLogger("caveat.engine")

_AT_ONCE = 8
"""Comments scored between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model in memory, its bundle, and what is amiss with the registry, "" if nothing."""

    model: RiskModel
    bundle: Bundle
    degraded: str = ""

    def answers_to(self, reference: str) -> bool:
        identity = self.model.identity
        return reference in {identity.alias, identity.version, identity.digest} - {""}


class Engine:
    """Scores with one loaded model.

    Parameters
    ----------
    registry
        Asked once, by ``start``.
    reference
        Alias, version number or digest to serve.
    """

    def __init__(self, registry: Registry, reference: str = CHAMPION) -> None:
        self.registry = registry
        self.reference = reference
        self._loaded: Loaded | None = None

    @property
    def loaded(self) -> Loaded | None:
        """The model in memory; None before ``start`` has finished."""
        return self._loaded

    def start(self) -> Loaded:
        """Resolve, check and load the model, and reproduce its golden set.

        A registry without any version gets the shipped bundle as version 1. Where the registry
        does not answer, what it last said is served, or else the shipped bundle, and
        ``degraded`` says so.

        Raises
        ------
        ModelNotFoundError, BundleError
            The registry has no such model, or its bytes are not intact.
        """
        resolved, degraded = self._resolve()
        model = resolved.bundle.load(version=resolved.version, alias=resolved.alias)
        reproduce_golden(model, resolved.bundle.golden)
        self._loaded = Loaded(model, resolved.bundle, degraded)
        log.info("serving version %s, %s", resolved.version, resolved.bundle.digest)
        if degraded:
            log.warning("degraded: %s", degraded)
        return self._loaded

    def score(
        self,
        items: Sequence[CommentIn | InvalidComment],
        explain: Explain,
        risks: Sequence[Risk],
        deadline_s: float,
    ) -> list[ResultOut]:
        """Score `items` in their order; what the deadline leaves unscored is abstained on.

        Parameters
        ----------
        deadline_s
            On the clock of ``time.monotonic``.

        Raises
        ------
        ModelNotFoundError
            Nothing is loaded yet.
        """
        if self._loaded is None:
            raise ModelNotFoundError("no model is loaded yet; ask /readyz and try again")
        model, results = self._loaded.model, list[ResultOut]()
        for start in range(0, len(items), _AT_ONCE):
            batch = items[start : start + _AT_ONCE]
            if time.monotonic() >= deadline_s:
                results += [abstained(item, AbstainCode.DEADLINE) for item in batch]
            else:
                results += scored(model, batch, explain, risks)
        return results

    def versions(self) -> list[Registered]:
        """What the registry holds now.

        Raises
        ------
        RegistryError
            It does not answer.
        """
        return self.registry.versions()

    def _resolve(self) -> tuple[Resolved, str]:
        try:
            first = self.registry.register_first(SHIPPED_DIR)
            if first is not None:
                log.info("registered the shipped bundle as version %s", first.version)
            resolved = self.registry.resolve(self.reference)
        except ModelNotFoundError:
            raise
        except RegistryError as error:
            return self._without_registry(error)
        return resolved, ""

    def _without_registry(self, error: RegistryError) -> tuple[Resolved, str]:
        try:
            resolved = self.registry.resolve(self.reference)
            return resolved, f"{error}; serving version {resolved.version} from the cache"
        except RegistryError:
            bundle = open_bundle(SHIPPED_DIR)
            alias = self.reference if self.reference == CHAMPION else ""
            return (
                Resolved(bundle, SHIPPED_VERSION, alias, stale=True),
                f"{error}; serving the bundle that came with the package",
            )
