"""The only door to the MLflow model registry: register a bundle, resolve a name to its bytes.

No flavour loader of MLflow's is used and nothing that an artefact holds is run: bytes come in,
``bundle`` checks them. May import ``bundle``, ``cache``, ``errors`` and ``home``.
"""

import fcntl
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from caveat.bundle import MODEL_NAME, Bundle, open_bundle
from caveat.cache import DIGEST, Cache
from caveat.errors import (
    BundleError,
    CaveatError,
    MissingExtraError,
    ModelNotFoundError,
    RegistryError,
)
from caveat.home import Home

os.environ.setdefault("MLFLOW_ALLOW_PICKLE_DESERIALIZATION", "false")
os.environ.setdefault("MLFLOW_ALLOW_MODEL_CODE_EXECUTION", "false")
# MLflow would try for minutes; a service that starts, or answers, cannot wait for that.
os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "1")
os.environ.setdefault("MLFLOW_HTTP_REQUEST_TIMEOUT", "10")
os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

try:
    import mlflow.artifacts
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion
    from mlflow.exceptions import MlflowException
except ModuleNotFoundError as error:  # pragma: no cover - both extras bring it
    raise MissingExtraError("mlflow", "serve") from error

CHAMPION = "champion"
_EXPERIMENT = "caveat"
_ARTIFACT_PATH = "bundle"
_DIGEST_TAG = "caveat.digest"

logging.getLogger("mlflow.store.db.utils").setLevel(logging.WARNING)
logging.getLogger("alembic").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Registered:
    """One version of the model as the registry names it."""

    version: str
    digest: str
    aliases: tuple[str, ...]
    created_ms: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """A checked bundle, and what the registry called it.

    Parameters
    ----------
    alias
        The alias it was asked for by, or "".
    stale
        Whether the registry did not answer and this is what it last said.
    """

    bundle: Bundle
    version: str
    alias: str
    stale: bool = False


class Registry:
    """The registered versions of the model ``caveat``.

    Parameters
    ----------
    home
        Names the MLflow tracking URI and the folder for the cache. Nothing is contacted or
        written before a method is called.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self._cache = Cache(home.cache)

    def versions(self) -> list[Registered]:
        """Every version, newest first.

        Raises
        ------
        RegistryError
            The registry does not answer.
        """
        with _speaking_plainly(self.home.registry_uri):
            client = self._client()
            if not client.search_registered_models(f"name='{MODEL_NAME}'"):
                return []
            aliases = client.get_registered_model(MODEL_NAME).aliases  # alias to version
            found = client.search_model_versions(f"name='{MODEL_NAME}'")
            return sorted(
                (_registered(version, aliases) for version in found),
                key=lambda registered: -int(registered.version),
            )

    def resolve(self, reference: str = CHAMPION) -> Resolved:
        """Find a model by alias, version number or ``sha256:…``, and check its bytes.

        A bundle once fetched is kept and checked again at each use. Where the registry does
        not answer, what it last said of `reference` is used and marked ``stale``.

        Raises
        ------
        ModelNotFoundError
            The registry answers and has no such model.
        RegistryError
            It does not answer and nothing is remembered.
        BundleError
            The bytes are not what was registered.
        """
        try:
            registered = self._find(reference)
        except ModelNotFoundError:
            raise
        except RegistryError:
            recalled = self._cache.recall(reference)
            if recalled is None:
                raise
            return Resolved(*recalled, _alias_or_none(reference), stale=True)
        bundle = self._fetch(registered)
        self._cache.remember(reference, registered.version, registered.digest)
        return Resolved(bundle, registered.version, _alias_or_none(reference))

    def register(self, folder: Path, alias: str = "") -> Registered:
        """Copy the bundle in `folder` to the registry as a new version, and move `alias` to it.

        Raises
        ------
        BundleError
            `folder` holds no intact bundle.
        RegistryError
            The registry does not answer, or refuses.
        """
        bundle = open_bundle(folder)
        with _speaking_plainly(self.home.registry_uri):
            client = self._client()
            run = client.create_run(self._experiment(client), run_name=bundle.digest[7:19])
            client.log_artifacts(run.info.run_id, str(folder), _ARTIFACT_PATH)
            client.set_terminated(run.info.run_id)
            if not client.search_registered_models(f"name='{MODEL_NAME}'"):
                _create_model(client)
            version = client.create_model_version(
                MODEL_NAME,
                source=f"{run.info.artifact_uri}/{_ARTIFACT_PATH}",
                run_id=run.info.run_id,
                tags={_DIGEST_TAG: bundle.digest, "caveat.family": bundle.manifest.family},
            )
            if alias:
                client.set_registered_model_alias(MODEL_NAME, alias, version.version)
            return _registered(version, {alias: version.version} if alias else {})

    def register_first(self, folder: Path) -> Registered | None:
        """Register `folder` as version 1 and champion if no version exists; else do nothing.

        Raises
        ------
        BundleError, RegistryError
            As ``register``.
        """
        with _speaking_plainly(self.home.registry_uri):
            self.home.folder.mkdir(parents=True, exist_ok=True)
            with (self.home.folder / "first-start.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)  # two services starting at once: one registers
                return None if self.versions() else self.register(folder, CHAMPION)

    def move_alias(self, alias: str, version: str) -> None:
        """Make `alias` point to `version`.

        Raises
        ------
        RegistryError
            The registry does not answer, or has no such version.
        """
        with _speaking_plainly(self.home.registry_uri):
            self._client().set_registered_model_alias(MODEL_NAME, alias, version)

    def _client(self) -> MlflowClient:
        uri = self.home.registry_uri
        if uri == self.home.local_registry_uri:
            self.home.folder.mkdir(parents=True, exist_ok=True)
        return MlflowClient(tracking_uri=uri, registry_uri=uri)

    def _experiment(self, client: MlflowClient) -> str:
        found = client.get_experiment_by_name(_EXPERIMENT)
        if found is not None:
            return str(found.experiment_id)
        local = self.home.registry_uri == self.home.local_registry_uri
        location = self.home.artifacts.as_uri() if local else None
        return str(client.create_experiment(_EXPERIMENT, artifact_location=location))

    def _find(self, reference: str) -> Registered:
        with _speaking_plainly(self.home.registry_uri):
            client = self._client()
            if reference.isdecimal():
                return _registered(client.get_model_version(MODEL_NAME, reference))
            if not DIGEST.fullmatch(reference):
                return _registered(client.get_model_version_by_alias(MODEL_NAME, reference))
        for registered in self.versions():
            if registered.digest == reference:
                return registered
        raise ModelNotFoundError(f"the registry has no bundle {reference}")

    def _fetch(self, registered: Registered) -> Bundle:
        """The bundle of `registered`, from the cache if it is there and intact."""
        kept = self._cache.bundle(registered.digest)
        return kept or self._download(registered)

    def _download(self, registered: Registered) -> Bundle:
        with _speaking_plainly(self.home.registry_uri):
            self.home.cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.home.cache) as draft:
                version = self._client().get_model_version(MODEL_NAME, registered.version)
                folder = mlflow.artifacts.download_artifacts(
                    run_id=version.run_id,
                    artifact_path=_ARTIFACT_PATH,
                    dst_path=draft,
                    tracking_uri=self.home.registry_uri,
                )
                bundle = open_bundle(Path(folder))
                if bundle.digest != registered.digest:
                    raise BundleError(
                        f"version {registered.version}: the bundle's digest is "
                        f"{bundle.digest[:19]}…, the registry says {registered.digest[:19]}…; it "
                        "was not loaded, register it again"
                    )
                self._cache.keep(Path(folder), bundle.digest)
        return bundle


def _registered(
    version: ModelVersion, aliases: Mapping[str, str] = MappingProxyType({})
) -> Registered:
    return Registered(
        version=str(version.version),
        digest=version.tags.get(_DIGEST_TAG, ""),
        aliases=tuple(
            sorted(a for a, named in aliases.items() if str(named) == str(version.version))
        ),
        created_ms=int(version.creation_timestamp),
    )


def _alias_or_none(reference: str) -> str:
    return "" if reference.isdecimal() or DIGEST.fullmatch(reference) else reference


def _create_model(client: MlflowClient) -> None:
    """Create the registered model; another process may have been faster, which is as well."""
    try:
        client.create_registered_model(MODEL_NAME, description="Caveat's comment scorer")
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise


@contextmanager
def _speaking_plainly(uri: str) -> Iterator[None]:
    """Turn what MLflow and the stores beneath it raise into the project's own errors."""
    try:
        yield
    except CaveatError:
        raise
    except MlflowException as error:
        if error.error_code in {"RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"}:
            raise ModelNotFoundError(
                f"the registry at {without_password(uri)} has no such model: "
                f"{str(error).splitlines()[0]}"
            ) from error
        raise _unreachable(uri, error) from error
    except PermissionError as error:
        raise RegistryError(
            f"{error.filename} cannot be written; set CAVEAT_HOME to a folder that can"
        ) from error
    except Exception as error:  # each store has its own: requests, SQLAlchemy, botocore, OSError
        raise _unreachable(uri, error) from error


def _unreachable(uri: str, error: Exception) -> RegistryError:
    return RegistryError(
        f"the model registry at {without_password(uri)} does not answer "
        f"({type(error).__name__}); start it, or set CAVEAT_REGISTRY_URI to one that runs"
    )


def without_password(uri: str) -> str:
    """`uri` as it may be printed."""
    return re.sub(r"//[^/@]*@", "//…@", uri)
