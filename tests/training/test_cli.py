"""``caveat-train``, run as a person runs it."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from caveat_training.cli import main
from caveat_training.corpus import serialise
from caveat_training.example import Example


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAVEAT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CAVEAT_REGISTRY_URI", raising=False)


def test_the_corpus_passes_its_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["findings"] == []
    assert all(count["met"] for count in found["counts"])


def test_a_faulty_corpus_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "c.txt"
    file.write_text("=== a\nregister: 1\nlanguage: en\nlabels: P2 O0\n\ngo there\n")
    assert main(["check", "--corpus", str(file)]) == 1
    assert "c.txt:1: clinic_promotion is 2 but nothing is marked" in capsys.readouterr().out
    file.write_text("=== a\nregister: 99\n")
    assert main(["check", "--corpus", str(file)]) == 2
    assert "caveat-train: c.txt:1" in capsys.readouterr().err


def test_fit_evaluate_release(
    part: Sequence[Example], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, recipe = tmp_path / "corpus.txt", tmp_path / "quick.toml"
    corpus.write_text(serialise(part))
    recipe.write_text("character_ngrams = [3, 3]\nword_ngrams = [1, 1]\nfolds = 2\n")
    bundle = tmp_path / "bundle"
    fit = ["fit", "--recipe", str(recipe), "--corpus", str(corpus), "--output", str(bundle)]
    assert main(fit) == 0
    assert "sha256:" in capsys.readouterr().out

    evaluate = ["evaluate", "--corpus", str(corpus), "--model", str(bundle), "--json"]
    assert main(evaluate) == 0
    figures = json.loads(capsys.readouterr().out)["risks"]["overclaiming"]
    for name in ("average_precision", "roc_auc", "precision", "recall", "f1"):
        assert 0 <= figures[name]["low"] <= figures[name]["value"] <= figures[name]["high"] <= 1
    assert figures["false_alarms"]["seekers"]["comments"] > 0

    code = main(["release", str(bundle), "--alias", "challenger"])
    said = capsys.readouterr().out
    assert ("NOT KEPT" in said) is (code == 1)
    assert ("registered as version 1, alias 'challenger'" in said) is (code == 0)


def test_a_missing_model_or_file_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "--data", str(tmp_path / "none.jsonl")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert main(["release", str(tmp_path)]) == 2
    assert "manifest.json" in capsys.readouterr().err
    assert main(["fit", "--recipe", "none", "--output", str(tmp_path / "b")]) == 2
    assert "no such recipe" in capsys.readouterr().err
