"""The door to MLflow, against a real registry: SQLite, and a real tracking server."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from mlflow import MlflowClient

from caveat.bundle import MODEL_NAME, SHIPPED_DIR, Bundle, open_bundle, write_bundle
from caveat.errors import BundleError, ModelNotFoundError, RegistryError
from caveat.home import Home
from caveat.loading import load
from caveat.registry import CHAMPION, Registry, without_password
from tests.conftest import free_port


@pytest.fixture
def other(shipped: Bundle, tmp_path: Path) -> Path:
    """The shipped bundle under another recipe's name, and so another digest."""
    manifest = replace(shipped.manifest, recipe={**shipped.manifest.recipe, "name": "other"})
    write_bundle(tmp_path / "other", manifest, shipped.contents)
    return tmp_path / "other"


def test_names_resolve_to_checked_bundles(home: Home, shipped: Bundle, other: Path) -> None:
    registry = Registry(home)
    assert registry.versions() == []
    first = registry.register_first(SHIPPED_DIR)
    assert first is not None
    assert (first.version, first.digest, first.aliases) == ("1", shipped.digest, (CHAMPION,))
    assert registry.register_first(SHIPPED_DIR) is None
    second = registry.register(other, "challenger")
    assert [v.version for v in registry.versions()] == ["2", "1"]

    for reference, version, alias in (
        (CHAMPION, "1", CHAMPION),
        ("challenger", "2", "challenger"),
        ("2", "2", ""),
        (second.digest, "2", ""),
    ):
        resolved = registry.resolve(reference)
        assert (resolved.version, resolved.alias, resolved.stale) == (version, alias, False)
        assert (
            resolved.bundle.digest == open_bundle(other if version == "2" else SHIPPED_DIR).digest
        )

    registry.move_alias(CHAMPION, "2")
    assert registry.resolve().version == "2"
    assert load("1", home).identity.version == "1"
    assert load("", home).identity.version == "2"


def test_an_unknown_name_is_told(home: Home) -> None:
    registry = Registry(home)
    registry.register_first(SHIPPED_DIR)
    for reference in ("nobody", "99", "sha256:" + "0" * 64):
        with pytest.raises(ModelNotFoundError, match="has no"):
            registry.resolve(reference)


def test_a_damaged_bundle_is_not_registered(home: Home, other: Path) -> None:
    (other / "card.json").write_bytes(b"{}")
    with pytest.raises(BundleError, match=r"card\.json"):
        Registry(home).register(other)
    assert Registry(home).versions() == []


def test_a_version_without_a_digest_touches_nothing(home: Home) -> None:
    """Somebody else's version: its name must not lead out of the cache, or to the whole of it."""
    registry = Registry(home)
    registry.register_first(SHIPPED_DIR)
    registry.resolve()
    client = MlflowClient(home.registry_uri, home.registry_uri)
    for tags in ({}, {"caveat.digest": "sha256:../../elsewhere"}):
        version = client.create_model_version(MODEL_NAME, source="file:///nowhere", tags=tags)
        with pytest.raises(BundleError, match="without a sha256 digest"):
            registry.resolve(str(version.version))
    assert registry.resolve().version == "1"
    assert len(list(home.cache.glob("*/manifest.json"))) == 1


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    home = Home.from_environment({"CAVEAT_HOME": str(tmp_path / "file" / "home")})
    with pytest.raises(RegistryError, match=r"does not answer|cannot be written"):
        Registry(home).register_first(SHIPPED_DIR)


def test_without_a_registry_the_shipped_bundle_is_loaded(home: Home, shipped: Bundle) -> None:
    assert load("", home).identity.digest == shipped.digest
    assert not home.folder.exists()


def test_a_registry_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    uri = f"http://me:secret@127.0.0.1:{free_port()}"
    home = Home(tmp_path / "home", uri)
    with pytest.raises(RegistryError, match="does not answer") as caught:
        Registry(home).resolve()
    assert "secret" not in str(caught.value)
    assert without_password("sqlite:////tmp/a.db") == "sqlite:////tmp/a.db"


@pytest.fixture(scope="module")
def tracking_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("mlflow"), free_port()
    command = [
        *(sys.executable, "-m", "mlflow", "server", "--port", str(port), "--workers", "1"),
        *("--backend-store-uri", f"sqlite:///{folder}/server.db"),
        *("--artifacts-destination", str(folder / "artifacts")),
    ]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ}, cwd=folder)
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health").status_code == httpx.codes.OK:
                break
        except httpx.TransportError:
            time.sleep(0.2)
    assert server.poll() is None, (folder / "log").read_text()
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(30)


def test_a_tracking_server_is_one_setting_away(
    tracking_server: str, tmp_path: Path, shipped: Bundle
) -> None:
    """Register on one machine, fetch on another, and go on when the server has gone."""
    here = Home.from_environment(
        {"CAVEAT_HOME": str(tmp_path / "a"), "CAVEAT_REGISTRY_URI": tracking_server}
    )
    there = replace(here, folder=tmp_path / "b")
    assert Registry(here).register(SHIPPED_DIR, CHAMPION).version == "1"
    assert Registry(there).resolve().bundle.digest == shipped.digest
    gone = Registry(replace(there, registry_uri=f"http://127.0.0.1:{free_port()}"))
    resolved = gone.resolve()
    assert (resolved.version, resolved.stale) == ("1", True)
