"""Counting flags in ordinary talk, and telling the corpus from other text."""

import gzip
import json
from pathlib import Path

import pytest

from caveat.bundle import SHIPPED_DIR
from caveat.errors import CaveatError
from caveat.labels import Risk
from caveat.loading import load
from caveat.reading import WORD
from caveat_training.cli import main
from caveat_training.corpus import read_corpus
from caveat_training.likeness import compare
from caveat_training.mine import mine

SELLER = "WhatsApp Dr Osei on +44 1632 960177, his herbs cured my MS totally in 21 days. Book now"


def write(file: Path, texts: list[str]) -> Path:
    rows = (json.dumps({"id": f"t-{n}", "text": text}) for n, text in enumerate(texts))
    file.write_bytes(gzip.compress("\n".join(rows).encode()))
    return file


def test_flags_are_counted_and_the_highest_named(tmp_path: Path) -> None:
    texts = ["Good morning everyone, lovely weather here"] * 300
    file = write(tmp_path / "t.jsonl.gz", [*texts, SELLER])
    mined = mine(load(str(SHIPPED_DIR)), file, top=2)
    assert mined.texts == 301
    assert mined.flagged[Risk.OVERCLAIMING] == 1
    assert mined.highest[Risk.OVERCLAIMING][0][1] == "t-300"
    assert [len(found) for found in mined.highest.values()] == [2, 2]


def test_the_command_prints_rates_and_no_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "t.jsonl.gz", [SELLER] * 10)
    assert main(["mine", str(file), "--model", str(SHIPPED_DIR), "--top", "1"]) == 0
    said = capsys.readouterr().out
    assert "10 texts, overclaiming flagged on 10: 10000 per 10,000" in said
    assert "t-" in said
    assert "Osei" not in said


@pytest.mark.parametrize("content", [b"{}", b"[]", b"{"])
def test_a_bad_line_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(content)
    with pytest.raises(CaveatError, match=r"t\.jsonl:1: "):
        mine(load(str(SHIPPED_DIR)), file, top=0)
    with pytest.raises(CaveatError, match="cannot be read"):
        mine(load(str(SHIPPED_DIR)), tmp_path / "none", top=0)


def test_likeness_tells_what_differs_and_not_what_does_not() -> None:
    examples = read_corpus()[::3]
    others = [example.text for example in read_corpus()[1::3]]
    same = compare(examples, others)
    assert same.told_apart == pytest.approx(0.5, abs=0.1)
    assert same.ours.words[1] == pytest.approx(same.real.words[1], rel=0.3)
    told = compare(examples, [f"{text} zebra" for text in others])
    assert told.told_apart > 0.95
    assert told.telling_real[0] == "zebra"
    assert 0.9 < told.distinct_ngrams <= 1
    assert compare(examples, ["a b c d e f g h i j"] * 99).longest_shared_run == 0
    copied = compare(examples, [*others, f"so, {examples[0].text}"])
    assert copied.longest_shared_run >= len(WORD.findall(examples[0].text))
