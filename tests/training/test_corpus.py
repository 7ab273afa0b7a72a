"""The corpus form: what parses, what comes back, and what a mistake is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.comment import Comment
from caveat.labels import EvidenceKind, Signal
from caveat_training.corpus import CorpusError, parse, read_corpus, serialise
from caveat_training.example import Evidence, Example, Labels

ENTRY = r"""=== c-0042
register: 20
language: en
condition: multiple sclerosis
page: Fat cells \{tested\}
parent: first line\nsecond line
group: pair-1
labels: P2 O0 T
votes: P2 O0 T; P1 O0
note: no claim is made

Don't mess about, {steer|{target|Dr Aydan} is the one}.

Google\u200b him
"""


def one(text: str) -> Example:
    [example] = parse(text, "c.txt")
    return example


def test_every_part_of_an_entry_is_read() -> None:
    example = one(ENTRY)
    assert example.comment == Comment(
        text="Don't mess about, Dr Aydan is the one.\n\nGoogle\u200b him",
        id="c-0042",
        page_title="Fat cells {tested}",
        parent_text="first line\nsecond line",
        language="en",
    )
    assert example.labels == Labels(2, 0, frozenset({Signal.TESTIMONIAL}))
    assert example.votes == (example.labels, Labels(1, 0))
    assert [(m.kind, example.text[m.start : m.end]) for m in example.evidence] == [
        (EvidenceKind.STEER, "Dr Aydan is the one"),
        (EvidenceKind.TARGET, "Dr Aydan"),
    ]
    assert (example.register, example.group, example.condition) == (
        20,
        "pair-1",
        "multiple sclerosis",
    )
    assert example.where == "c.txt:1"


def test_an_entry_is_written_as_it_was_read() -> None:
    assert serialise([one(ENTRY)]) == ENTRY


texts = st.text(min_size=1).filter(lambda text: bool(text.strip()) and "\r" not in text)


@given(text=texts, page=st.text(), data=st.data())
def test_any_words_survive_writing_and_reading(text: str, page: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    example = Example(
        comment=Comment(text, "c-1", page.strip(), language="en"),
        labels=Labels(1, 0),
        register=1,
        evidence=(Evidence(EvidenceKind.STEER, start, end),),
    )
    [again] = parse(serialise([example]), "c.txt")
    assert again == example


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("=== c-0042", "== c-0042", 1, "heading"),
        ("=== c-0042", "hello\n=== c-0042", 1, "before the first"),
        ("register: 20", "register: 41", 1, "register"),
        ("register: 20\n", "", 1, "'register' is missing"),
        ("labels: P2 O0 T", "labels: P4 O0", 1, "labels"),
        ("labels: P2 O0 T", "labels: P2 O0 T T", 1, "labels"),
        ("votes: P2 O0 T; P1 O0", "votes: P2", 1, "votes"),
        ("language: en", "langage: en", 3, "a field is"),
        ("language: en", "language: en\nlanguage: fr", 4, "stands twice"),
        ("{target|", "{goal|", 12, "known kind"),
        ("is the one}", "is the one", 12, "not closed"),
        ("is the one}.", "is the one}}.", 12, "without an open mark"),
        ("{target|Dr Aydan}", "{target|}", 12, "holds no words"),
        (r"\u200b", r"\q", 12, "escape"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_remedy(
    before: str, after: str, line: int, words: str
) -> None:
    assert before in ENTRY
    with pytest.raises(CorpusError, match=rf"^c\.txt:{line}: .*{words}"):
        one(ENTRY.replace(before, after))


def test_an_entry_without_a_comment_is_refused() -> None:
    with pytest.raises(CorpusError, match="no empty line"):
        one("=== a\nregister: 1\nlanguage: en\nlabels: P0 O0")
    with pytest.raises(CorpusError, match="empty"):
        one("=== a\nregister: 1\nlanguage: en\nlabels: P0 O0\n\n")


def test_a_folder_is_read_in_order_and_ids_are_unique(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(ENTRY.replace("c-0042", "b-1"))
    (tmp_path / "a.txt").write_text(ENTRY)
    assert [example.id for example in read_corpus(tmp_path)] == ["c-0042", "b-1"]
    (tmp_path / "b.txt").write_text(ENTRY)
    with pytest.raises(CorpusError, match=r"b\.txt:1: .* stands already at a\.txt:1"):
        read_corpus(tmp_path)


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no \*\.txt file"):
        read_corpus(tmp_path)
    with pytest.raises(CorpusError, match="cannot be read"):
        read_corpus(tmp_path / "none.txt")
    (tmp_path / "a.txt").write_bytes(b"=== a\n\xff")
    with pytest.raises(CorpusError, match="byte 6 is not UTF-8"):
        read_corpus(tmp_path / "a.txt")
    (tmp_path / "a.txt").write_bytes(b"\n")
    with pytest.raises(CorpusError, match="holds no entry"):
        read_corpus(tmp_path / "a.txt")
