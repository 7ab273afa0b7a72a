"""The service on a bad day: registry down, bundle damaged, two starting at once."""

import json
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import Service, free_port

COMMENT = {"comments": [{"id": "a", "text": "Where can I get this?"}]}


@pytest.fixture
def started() -> Iterator[list[Service]]:
    services: list[Service] = []
    yield services
    for service in services:
        service.stop()


def score(service: Service) -> dict[str, str]:
    reply = httpx.post(f"{service.url}/v1/score", json=COMMENT, timeout=30)
    assert reply.status_code == 200, reply.text
    model: dict[str, str] = reply.json()["model"]
    return model


def test_the_first_start_registers_the_shipped_bundle_once(
    tmp_path: Path, started: list[Service]
) -> None:
    started.extend(Service(tmp_path / "home") for _ in range(2))  # two at once on one home
    for service in started:
        service.wait()
        assert score(service)["version"] == "1"
    models = httpx.get(f"{started[0].url}/v1/models", timeout=30).json()
    assert [(m["version"], m["aliases"]) for m in models["registered"]] == [("1", ["champion"])]
    assert models["registered"][0]["digest"] == models["loaded"][0]["digest"]
    assert models["registry"]["reachable"] is True


def test_a_registry_down_at_start_is_said_and_scores_come_all_the_same(
    tmp_path: Path, started: list[Service]
) -> None:
    down = f"http://127.0.0.1:{free_port()}"
    service = Service(tmp_path / "home", CAVEAT_REGISTRY_URI=down).wait()
    started.append(service)
    ready = httpx.get(f"{service.url}/readyz").json()
    assert ready["status"] == "degraded"
    assert down in ready["detail"]
    assert "came with the package" in ready["detail"]
    assert score(service)["version"] == "shipped"
    assert (
        httpx.get(f"{service.url}/v1/models", timeout=60).json()["registry"]["reachable"] is False
    )


def test_a_registry_that_goes_away_later_leaves_the_service_up(
    tmp_path: Path, started: list[Service]
) -> None:
    home = tmp_path / "home"
    first = Service(home).wait()
    started.append(first)
    (home / "registry.db").write_bytes(b"no database any more" * 100_000)
    assert score(first)["version"] == "1"
    models = httpx.get(f"{first.url}/v1/models", timeout=60).json()
    assert models["registry"]["reachable"] is False
    assert models["loaded"][0]["version"] == "1"

    second = Service(home).wait()
    started.append(second)
    ready = httpx.get(f"{second.url}/readyz").json()
    assert (ready["status"], ready["model_version"]) == ("degraded", "1")
    assert "from the cache" in ready["detail"]


def test_a_registered_bundle_with_one_byte_changed_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Service(home).wait().stop()
    shutil.rmtree(home / "cache")
    [weights] = (home / "artifacts").rglob("linear.safetensors")
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    service = Service(home)
    assert service.process.wait(60) == 2
    said = service.log.read_text()
    assert "size or sha256 differs" in said
    assert "Traceback" not in said


def test_a_pinned_version_answers_those_who_name_no_model(
    tmp_path: Path, started: list[Service]
) -> None:
    Service(tmp_path / "home").wait().stop()
    service = Service(tmp_path / "home", CAVEAT_MODEL="1").wait()
    started.append(service)
    assert score(service)["alias"] == ""
    named = httpx.post(f"{service.url}/v1/score", json={**COMMENT, "model": "champion"})
    assert named.status_code == 404


def test_a_damaged_cache_heals(tmp_path: Path, started: list[Service]) -> None:
    home = tmp_path / "home"
    Service(home).wait().stop()
    [weights] = (home / "cache").rglob("linear.safetensors")
    weights.write_bytes(b"")
    service = Service(home).wait()
    started.append(service)
    assert httpx.get(f"{service.url}/readyz").json()["status"] == "ready"
    assert weights.stat().st_size > 0


def test_it_stops_when_told(tmp_path: Path) -> None:
    service = Service(tmp_path / "home").wait()
    service.process.send_signal(signal.SIGTERM)
    assert service.process.wait(30) in (0, -signal.SIGTERM)


def test_no_comment_text_reaches_the_log(service: Service) -> None:
    secret = "zyxwvut-private-words"
    httpx.post(f"{service.url}/v1/score", json={"comments": [{"text": secret}]})
    httpx.post(f"{service.url}/v1/score", content=json.dumps({"comments": secret}))
    httpx.post(f"{service.url}/v1/score", json={"comments": secret})
    assert secret not in service.log.read_text()


def test_the_other_routes_answer(service_url: str) -> None:
    labels = httpx.get(f"{service_url}/v1/labels").json()
    assert [label["name"] for label in labels["labels"]] == ["clinic_promotion", "overclaiming"]
    for label in labels["labels"]:
        assert [grade["grade"] for grade in label["grades"]] == [0, 1, 2, 3]
        assert set(label["thresholds"]) == {"default", "high_precision", "high_recall"}
        assert "comments of the corpus" in label["thresholds"]["default"]["data"]
    assert httpx.get(f"{service_url}/healthz").json() == {"status": "ok"}
    assert httpx.get(f"{service_url}/version").json()["model_version"] == "1"
    page = httpx.get(service_url)
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    missing = httpx.get(f"{service_url}/v1/nothing")
    assert missing.status_code == 404
    assert missing.headers["content-type"] == "application/problem+json"
    assert httpx.get(f"{service_url}/v1/score").status_code == 405
