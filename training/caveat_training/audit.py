"""What can be wrong with a corpus that parses: labels against policy, copies, leaks.

Pure: examples in, findings out. May import ``example``, ``marks``, ``split`` and ``caveat``;
scikit-learn finds the near duplicates.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer

from caveat.labels import RISK_OF_KIND, EvidenceKind, Risk
from caveat.language import CANDIDATES
from caveat.reading import fold
from caveat_training.corpus import FIELDS
from caveat_training.example import Example
from caveat_training.split import split_of

NEAR = 0.8
"""Cosine of binary character 5-grams from which two comments count as rewrites of each other."""

SHORTEST_COMPARED = 24
"""Below this many characters ("Where is this?") different writers do write the same words."""

_ROWS_AT_ONCE = 512
_STRAY_FIELD = re.compile(rf"^(?:{'|'.join(FIELDS)}): ", re.MULTILINE)
_MAX_MARKED_WORDS = 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: which check found it, where, and what to do."""

    check: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} [{self.check}]"


def audit(examples: Sequence[Example]) -> list[Finding]:
    """Run every check; findings come check by check, in the order of the examples."""
    found = [finding for check in _EACH for example in examples for finding in check(example)]
    return [*found, *_group_sizes(examples), *_copies(examples)]


def _grades_have_evidence(example: Example) -> Iterator[Finding]:
    kinds = {mark.kind for mark in example.evidence}
    for risk in Risk:
        grade = example.labels.grade(risk)
        mine = sorted(kind for kind in kinds if RISK_OF_KIND[kind] is risk)
        if grade == 0 and mine:
            yield Finding(
                "evidence",
                example.where,
                f"{risk} is 0 but {', '.join(mine)} is marked; unmark it or raise the grade",
            )
        if grade > 0 and not mine:
            yield Finding(
                "evidence",
                example.where,
                f"{risk} is {grade} but nothing is marked; mark the words that make it",
            )


def _promotion_has_steer(example: Example) -> Iterator[Finding]:
    steering = {EvidenceKind.STEER, EvidenceKind.OFFER}
    if example.labels.promotion and not steering & {mark.kind for mark in example.evidence}:
        yield Finding(
            "steer",
            example.where,
            "clinic_promotion of 1 or more needs a steer or an offer marked",
        )


def _marks_are_whole(example: Example) -> Iterator[Finding]:
    for mark in example.evidence:
        words = example.text[mark.start : mark.end]
        if words != words.strip():
            yield Finding("marks", example.where, f"a {mark.kind} mark begins or ends in a space")
        if len(words.split()) > _MAX_MARKED_WORDS:
            yield Finding(
                "marks", example.where, f"a {mark.kind} mark is over {_MAX_MARKED_WORDS} words"
            )


def _holds_no_field(example: Example) -> Iterator[Finding]:
    if _STRAY_FIELD.search(example.text):
        yield Finding(
            "stray field",
            example.where,
            "a line of the comment looks like a field; move it above the empty line",
        )


def _language_is_known(example: Example) -> Iterator[Finding]:
    if example.comment.language.split("-")[0] not in CANDIDATES:
        yield Finding(
            "language",
            example.where,
            f"{example.comment.language!r} is not a language code that the detector knows",
        )


_EACH: tuple[Callable[[Example], Iterator[Finding]], ...] = (
    _grades_have_evidence,
    _promotion_has_steer,
    _marks_are_whole,
    _holds_no_field,
    _language_is_known,
)


def _group_sizes(examples: Sequence[Example]) -> Iterator[Finding]:
    groups: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        if example.group:
            groups[example.group].append(example)
    for name, members in groups.items():
        if len(members) == 1:
            yield Finding("groups", members[0].where, f"group {name} has no other member")


def _copies(examples: Sequence[Example]) -> Iterator[Finding]:
    for first, second, similarity in near_pairs([example.text for example in examples]):
        a, b = examples[first], examples[second]
        same_group = bool(a.group) and a.group == b.group
        if _same_entry(a, b):
            yield Finding("copies", b.where, f"is the same comment, in the same place, as {a.id}")
        elif not same_group and min(len(a.text), len(b.text)) >= SHORTEST_COMPARED:
            leak = " and they stand in different splits" if split_of(a) != split_of(b) else ""
            yield Finding(
                "near copies",
                b.where,
                f"reads like {a.id} ({similarity:.2f}){leak}; give both one group, or rewrite one",
            )


def _same_entry(a: Example, b: Example) -> bool:
    """The same words under the same page and parent; under others it is a minimal pair."""
    return (fold(a.text), a.comment.page_title, a.comment.parent_text) == (
        fold(b.text),
        b.comment.page_title,
        b.comment.parent_text,
    )


def character_grams(texts: Sequence[str]) -> csr_matrix:
    """Binary character 5-grams of the folded texts, rows of length 1: products are cosines."""
    vectoriser = HashingVectorizer(
        analyzer="char_wb", ngram_range=(5, 5), binary=True, norm="l2", alternate_sign=False
    )
    return vectoriser.transform([fold(text) for text in texts])


def near_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Pairs ``(first, second, cosine)`` of texts that nearly repeat each other, in order."""
    grams = character_grams(texts)
    for start in range(0, len(texts), _ROWS_AT_ONCE):
        block = (grams[start : start + _ROWS_AT_ONCE] @ grams.T).tocoo()
        close = (block.data >= NEAR) & (block.row + start < block.col)
        order = np.lexsort((block.col[close], block.row[close]))
        rows, columns, values = (part[close][order] for part in (block.row, block.col, block.data))
        for row, column, value in zip(rows, columns, values, strict=True):
            yield int(row) + start, int(column), float(value)
