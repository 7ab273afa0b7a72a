"""Promises between the rooms: one score everywhere, one interface, no surprise in a bundle."""

import io
import json
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from caveat.bundle import SHIPPED_DIR, file_facts, open_bundle, reproduce_golden, write_bundle
from caveat.errors import BundleError
from caveat.loading import load
from caveat.score import Explain
from caveat_serving.lines import score_lines
from caveat_serving.openapi import rendered
from caveat_training.corpus import read_corpus

ROOT = Path(__file__).parents[2]


def test_online_equals_batch(service_url: str) -> None:
    """The same comments through the API and through ``caveat score --jsonl``."""
    rows = [
        {
            "id": example.id,
            "text": example.text,
            "context": {
                "page_title": example.comment.page_title,
                "parent_text": example.comment.parent_text,
            },
        }
        for example in read_corpus()[::40]
    ]
    source = io.BytesIO("\n".join(json.dumps(row) for row in rows).encode())
    out = io.StringIO()
    assert score_lines(load(str(SHIPPED_DIR)), source, out, Explain.SPANS) == len(rows)
    batch = [json.loads(line) for line in out.getvalue().splitlines()]
    online = []
    for start in range(0, len(rows), 16):
        body = {"comments": rows[start : start + 16], "explain": "spans"}
        online += httpx.post(f"{service_url}/v1/score", json=body, timeout=30).json()["results"]
    assert [row["id"] for row in online] == [row["id"] for row in rows]
    for a, b in zip(online, batch, strict=True):
        for risk, scores in a.get("scores", {}).items():
            assert scores["score"] == pytest.approx(b["scores"][risk]["score"], abs=1e-6)
            assert scores["severity"] == pytest.approx(b["scores"][risk]["severity"], abs=1e-6)
        for name in ("status", "recommendation", "signals", "language", "input"):
            assert a.get(name) == b.get(name)
        assert [s["text"] for s in a.get("spans", [])] == [s["text"] for s in b.get("spans", [])]


def test_the_committed_openapi_document_is_the_code_s() -> None:
    committed = (ROOT / "serving" / "openapi.json").read_text(encoding="utf-8")
    assert committed == rendered(), "run 'make openapi' and review the change of the interface"


def test_the_interface_knows_no_author() -> None:
    words = rendered().lower()
    for word in ('"author"', '"user"', '"username"', '"email"', '"ip"'):
        assert word not in words


def test_a_bundle_survives_writing_and_reading(tmp_path: Path) -> None:
    shipped = open_bundle(SHIPPED_DIR)
    digest = write_bundle(tmp_path / "copy", shipped.manifest, shipped.contents)
    again = open_bundle(tmp_path / "copy")
    assert again == shipped
    assert digest == again.digest
    reproduce_golden(again.load(), again.golden)


@pytest.mark.parametrize("name", ["linear.safetensors", "golden.jsonl", "card.json"])
def test_one_changed_byte_is_refused(tmp_path: Path, name: str) -> None:
    shipped = open_bundle(SHIPPED_DIR)
    write_bundle(tmp_path / "copy", shipped.manifest, shipped.contents)
    data = bytearray((tmp_path / "copy" / name).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "copy" / name).write_bytes(data)
    with pytest.raises(BundleError, match=f"{name}: is not the file that the manifest names"):
        open_bundle(tmp_path / "copy")


def test_a_pickle_in_the_place_of_weights_is_refused_and_does_not_run(tmp_path: Path) -> None:
    """Even where the manifest vouches for it: the loader knows no way to run what it reads."""
    trap = tmp_path / "sprung"
    hostile = f"cos\nsystem\n(S'touch {trap}'\ntR.".encode()
    shipped = open_bundle(SHIPPED_DIR)
    name = "linear.safetensors"
    files = {**shipped.manifest.files, name: file_facts(hostile)}
    manifest = replace(shipped.manifest, files=files)
    write_bundle(tmp_path / "hostile", manifest, {**shipped.contents, name: hostile})
    with pytest.raises(BundleError, match="is not a linear model's weights"):
        open_bundle(tmp_path / "hostile").load()
    assert not trap.exists()


def test_no_module_that_loads_a_model_knows_pickle() -> None:
    for room in ("models", "training", "serving"):
        for file in (ROOT / room).rglob("*.py"):
            words = file.read_text(encoding="utf-8")
            for call in ("import pickle", "joblib.load", "torch.load", "allow_pickle=True"):
                assert call not in words, file


def test_every_command_of_the_readme_s_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("serve", "test", "check", "corpus", "train", "bench"):
        assert f"\n{target}: " in makefile


def test_the_readme_s_python_runs(capsys: pytest.CaptureFixture[str], tmp_path: Path,
                                  monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("CAVEAT_HOME", str(tmp_path))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [code] = [part.split("```")[0] for part in readme.split("```python\n")[1:]]
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith(("review [", "hold ["))


def test_the_readme_s_request_is_answered(service_url: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    body = readme.split("-d '")[1].split("}'\n")[0] + "}"
    results = httpx.post(f"{service_url}/v1/score", json=json.loads(body)).json()["results"]
    assert [result["recommendation"] == "allow" for result in results] == [True, False]
    assert results[1]["spans"]
