"""The policy as code says what the policy page says."""

import re
from collections.abc import Iterator
from pathlib import Path

from caveat.labels import (
    KIND_DEFINITIONS,
    KINDS_BY_RISK,
    LEARNED_SIGNALS,
    MAX_GRADE,
    POLICY_VERSION,
    RISK_OF_KIND,
    RISKS,
    SIGNALS,
    EvidenceKind,
    Risk,
    Signal,
)

POLICY = (Path(__file__).parents[2] / "models" / "POLICY.md").read_text(encoding="utf-8")


def test_the_page_and_the_code_are_of_one_version() -> None:
    assert re.search(r"Labelling policy v(\S+)", POLICY)[1] == POLICY_VERSION  # type: ignore[index]


def test_every_risk_signal_and_kind_stands_on_the_page_with_its_meaning() -> None:
    for risk, definition in RISKS.items():
        assert f"| `{risk}`" in POLICY
        assert definition.definition in POLICY
    for signal, signal_definition in SIGNALS.items():
        assert f"| `{signal}`" in POLICY
        assert signal_definition.definition in POLICY
    for kind, meaning in KIND_DEFINITIONS.items():
        assert f"`{kind}` ({meaning})" in POLICY


def test_every_grade_has_its_name_on_the_page() -> None:
    for definition in RISKS.values():
        assert [grade.grade for grade in definition.grades] == list(range(MAX_GRADE + 1))
        for grade in definition.grades:
            assert f"| **{grade.grade} {grade.name}** |" in POLICY


def test_the_lists_are_whole() -> None:
    assert set(RISKS) == set(KINDS_BY_RISK) == set(Risk)
    assert set(SIGNALS) == set(Signal)
    assert set(KIND_DEFINITIONS) == set(RISK_OF_KIND) == set(EvidenceKind)
    assert len(EvidenceKind) == 9
    assert set(Signal) - set(LEARNED_SIGNALS) == {Signal.CONTACT_DETAILS}
    for examples in every_example():
        assert examples


def test_examples_are_our_own_and_not_the_page_s() -> None:
    for examples in every_example():
        for example in examples:
            assert example not in POLICY


def every_example() -> Iterator[tuple[str, ...]]:
    for risk in RISKS.values():
        yield from (risk.examples, risk.counter_examples)
    for signal in SIGNALS.values():
        yield from (signal.examples, signal.counter_examples)
