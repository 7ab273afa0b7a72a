"""Labelled comments from JSON lines."""

import json
from pathlib import Path
from typing import Any

import pytest

from caveat.labels import Risk, Signal
from caveat_training.judged import JudgedError, read_judged

GOLD: dict[str, Any] = {
    "id": "a",
    "text": "hello",
    "context": {"page_title": "News"},
    "gold": {
        "clinic_promotion": {"grade": 2, "votes": [1, 2]},
        "overclaiming": {"grade": 0},
        "signals": {"access_seeking": 0, "testimonial": 1, "caution": 0},
        "straddles_action_line": ["clinic_promotion"],
    },
    "source": {"unit": "comment"},
}
SHORT: dict[str, Any] = {
    "id": "b",
    "text": "hello",
    "labels": {"clinic_promotion": 0, "overclaiming": 3, "caution": 1},
}


def write(path: Path, *rows: Any) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n")
    return path


def test_both_forms_are_read(tmp_path: Path) -> None:
    gold, short = read_judged(write(tmp_path / "d.jsonl", GOLD, SHORT))
    assert (gold.comment.id, gold.comment.page_title) == ("a", "News")
    assert (gold.labels.promotion, gold.labels.overclaiming) == (2, 0)
    assert gold.labels.signals == {Signal.TESTIMONIAL}
    assert gold.straddles == {Risk.CLINIC_PROMOTION}
    assert (short.labels.promotion, short.labels.overclaiming) == (0, 3)
    assert short.labels.signals == {Signal.CAUTION}


@pytest.mark.parametrize(
    "bad",
    [
        [],
        "hello",
        {"id": "a", "text": "x"},
        {**SHORT, "text": 5},
        {**SHORT, "labels": {"clinic_promotion": 4, "overclaiming": 0}},
        {**SHORT, "labels": {"clinic_promotion": 1}},
        {**GOLD, "gold": {**GOLD["gold"], "straddles_action_line": ["spam"]}},
    ],
)
def test_a_bad_line_is_named_without_its_words(tmp_path: Path, bad: Any) -> None:
    with pytest.raises(JudgedError, match=r"^d\.jsonl:2: ") as caught:
        read_judged(write(tmp_path / "d.jsonl", GOLD, bad))
    assert "hello" not in str(caught.value)


def test_a_missing_or_empty_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(JudgedError, match="cannot be read"):
        read_judged(tmp_path / "none.jsonl")
    with pytest.raises(JudgedError, match="holds no labelled comment"):
        read_judged(write(tmp_path / "d.jsonl"))
