"""The shipped bundle and its model."""

from pathlib import Path

import pytest

from caveat.bundle import SHIPPED_DIR, Bundle, open_bundle
from caveat.home import Home
from caveat.model import RiskModel


@pytest.fixture(scope="session")
def shipped() -> Bundle:
    return open_bundle(SHIPPED_DIR)


@pytest.fixture(scope="session")
def model(shipped: Bundle) -> RiskModel:
    return shipped.load(version="1", alias="champion")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.from_environment({"CAVEAT_HOME": str(tmp_path / "home")})
