"""A release keeps the policy's gates, or registers nothing."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from caveat.bundle import open_bundle, write_bundle
from caveat.home import Home
from caveat.labels import Risk
from caveat.registry import Registry
from caveat_training.corpus import read_corpus
from caveat_training.evaluate import evaluate
from caveat_training.fit_linear import Fitted
from caveat_training.judged import Judged, of_examples
from caveat_training.release import false_alarm_gates, run, with_figures
from caveat_training.split import Split, only


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("CAVEAT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CAVEAT_REGISTRY_URI", raising=False)
    return Home.from_environment()


def with_thresholds(fitted: Fitted, folder: Path, threshold: float) -> Path:
    points = {
        risk: {name: replace(point, threshold=threshold) for name, point in of_risk.items()}
        for risk, of_risk in fitted.manifest.operating_points.items()
    }
    write_bundle(folder, replace(fitted.manifest, operating_points=points), fitted.contents)
    return folder


def test_a_model_that_flags_everyone_is_refused_with_the_reason(
    fitted: Fitted, tmp_path: Path, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(with_thresholds(fitted, tmp_path / "b", 0.0), "champion", ship=False) == 1
    said = capsys.readouterr().out
    assert "NOT KEPT  clinic_promotion: false alarms on seekers" in said
    assert "nothing was registered" in said
    assert not home.has_registry


def test_one_that_keeps_the_gates_is_registered_with_its_figures(
    fitted: Fitted, tmp_path: Path, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(with_thresholds(fitted, tmp_path / "b", 1.0), "challenger", ship=False) == 0
    assert "NOT KEPT" not in capsys.readouterr().out
    resolved = Registry(home).resolve("challenger")
    card = resolved.bundle.card
    assert card["fitted_on"]["examples"] > 0
    assert card["evaluation"]["risks"]["overclaiming"]["average_precision"]["value"] > 0


def test_without_seekers_the_gate_cannot_be_kept(bundle_dir: Path) -> None:
    judged = [row for row in of_examples(only(read_corpus(), Split.TEST)) if not row.labels.signals]
    gates = list(false_alarm_gates(evaluate(open_bundle(bundle_dir).load(), judged, "none")))
    assert len(gates) == 2 * len(Risk)
    assert not any(gate.kept for gate in gates)


def test_completing_the_card_changes_the_digest_and_nothing_else(bundle_dir: Path) -> None:
    bundle = open_bundle(bundle_dir)
    judged: list[Judged] = of_examples(only(read_corpus(), Split.TEST))[:50]
    manifest, contents = with_figures(bundle, evaluate(bundle.load(), judged, "some"))
    write_bundle(bundle_dir, manifest, contents)
    again = open_bundle(bundle_dir)
    assert again.digest != bundle.digest
    assert again.load().policy == bundle.load().policy
    assert json.loads(contents["card.json"])["evaluation"]["data"] == "some"
