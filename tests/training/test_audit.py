"""The audit finds what is wrong, and is silent on what is right."""

from dataclasses import replace

import pytest

from caveat_training.audit import audit
from caveat_training.corpus import parse
from caveat_training.example import Example
from caveat_training.split import Split, only, split_of


def example(text: str, labels: str = "P0 O0", id_: str = "c-1", **fields: str) -> Example:
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    head = f"=== {id_}\nregister: 1\nlanguage: {fields.pop('language', 'en')}\n"
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    [parsed] = parse(f"{head}{lines}labels: {labels}\n\n{text}\n", "c.txt")
    return parsed


LONG = "My neighbour swears by the copper bracelets for her knees but I have my doubts about that"


@pytest.mark.parametrize(
    ("bad", "check", "words"),
    [
        (example("go to {steer|Dr Sol}", "P0 O0"), "evidence", "clinic_promotion is 0"),
        (example("go to Dr Sol", "P2 O0"), "evidence", "nothing is marked"),
        (example("it {cure|cures}", "P0 O0"), "evidence", "overclaiming is 0"),
        (example("go to {target|Dr Sol}", "P2 O0"), "steer", "needs a steer"),
        (example("go to {steer| Dr Sol}", "P1 O0"), "marks", "begins or ends"),
        (example("{steer|" + "go " * 40 + "now}", "P1 O0"), "marks", "over 30 words"),
        (example("hello", language="xx"), "language", "'xx'"),
        (example("hello\nnote: a rule decided"), "stray field", "looks like a field"),
        (example("hello", group="alone"), "groups", "no other member"),
    ],
)
def test_a_fault_is_found_and_named(bad: Example, check: str, words: str) -> None:
    found = audit([bad])
    assert [finding.check for finding in found][:1] == [check]
    assert words in found[0].message
    assert str(found[0]).startswith("c.txt:1: ")


def test_a_sound_entry_is_passed() -> None:
    assert audit([example("{steer|go to {target|Dr Sol}}, {cure|he cures all}", "P2 O3")]) == []


def test_copies_are_found_unless_context_or_group_parts_them() -> None:
    first, same = example(LONG), example(LONG, id_="c-2")
    assert [f.check for f in audit([first, same])] == ["copies"]
    elsewhere = example(LONG, id_="c-2", page="Reviews: a clinic")
    assert [f.check for f in audit([first, elsewhere])] == ["near copies"]
    paired = [example(LONG, group="g"), example(LONG, id_="c-2", page="Reviews", group="g")]
    assert audit(paired) == []


def test_a_rewrite_is_found_and_an_unlike_text_is_not() -> None:
    rewrite = example(LONG.replace("neighbour", "neighbor"), id_="c-2")
    assert [f.check for f in audit([example(LONG), rewrite])] == ["near copies"]
    unlike = example(
        "Does anyone know whether the Leeds trial is still open for people over 60", id_="c-3"
    )
    assert audit([example(LONG), unlike]) == []
    assert audit([example("Where is this?"), example("Where is this??", id_="c-2")]) == []


def test_a_leak_between_splits_is_called_one() -> None:
    first = example(LONG, id_="c-0")
    other = next(
        candidate
        for n in range(100)
        if split_of(candidate := replace_id(first, f"d-{n}")) is not split_of(first)
    )
    elsewhere = replace(other, comment=replace(other.comment, page_title="News"))
    [finding] = audit([first, elsewhere])
    assert "different splits" in finding.message


def replace_id(of: Example, id_: str) -> Example:
    return replace(of, comment=replace(of.comment, id=id_))


def test_groups_never_part_and_shares_are_as_stated() -> None:
    members = [example("a", id_=f"c-{n}", group="g-7") for n in range(9)]
    assert len({split_of(member) for member in members}) == 1
    many = [example("a", id_=f"c-{n}") for n in range(4000)]
    assert len(only(many, *Split)) == len(many)
    for split, share in {Split.TRAIN: 0.70, Split.VALIDATION: 0.15, Split.TEST: 0.15}.items():
        assert len(only(many, split)) / len(many) == pytest.approx(share, abs=0.02)
