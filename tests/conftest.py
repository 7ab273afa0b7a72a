"""A real service on a free port of this machine, with a registry of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

START_TIMEOUT_S = 90.0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


class Service:
    """``caveat serve`` in a process of its own."""

    def __init__(self, home: Path, **variables: str) -> None:
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self.log = home.with_suffix(".log")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("CAVEAT_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "caveat_serving.cli", "serve", "--port", str(port)],
            env={**environment, "CAVEAT_HOME": str(home), **variables},
            stdout=(log := self.log.open("wb")),
            stderr=subprocess.STDOUT,
        )
        log.close()

    def wait(self) -> "Service":
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/readyz").status_code == httpx.codes.OK:
                    return self
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError(f"the service did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = Service(tmp_path_factory.mktemp("service") / "home").wait()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def service_url(service: Service) -> str:
    return service.url
