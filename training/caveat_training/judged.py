"""Labelled comments from a JSON-lines file, such as a site's own decisions.

A line is a ``/v1/score`` comment object and what readers said of it::

    {"id": "…", "text": "…", "context": {"page_title": "…"},
     "gold": {"clinic_promotion": {"grade": 2}, "overclaiming": {"grade": 0},
              "signals": {"access_seeking": 0, "testimonial": 1, "caution": 0},
              "straddles_action_line": ["overclaiming"]}}

or, shorter, ``"labels": {"clinic_promotion": 2, "overclaiming": 0, "caution": 0, …}`` in place of
``gold``. May import ``caveat`` and ``example``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caveat.comment import Comment
from caveat.errors import CaveatError
from caveat.labels import MAX_GRADE, Risk, Signal
from caveat_training.example import Example, Labels


class JudgedError(CaveatError):
    """A file of labelled comments cannot be read; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled comment, and the risks on which its readers stood on both sides of the line."""

    comment: Comment
    labels: Labels
    straddles: frozenset[Risk] = frozenset()


def of_examples(examples: Iterable[Example]) -> list[Judged]:
    return [Judged(example.comment, example.labels) for example in examples]


def read_judged(path: Path) -> list[Judged]:
    """Read a JSON-lines file; empty lines are passed over.

    Raises
    ------
    JudgedError
        The file cannot be read, holds no comment, or a line is not of the form above.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise JudgedError(f"{path}: cannot be read ({error.strerror})") from error
    judged = list(_parse(lines, path.name))
    if not judged:
        raise JudgedError(f"{path}: holds no labelled comment; write one JSON object a line")
    return judged


def _parse(lines: Iterable[bytes], name: str) -> Iterator[Judged]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _judged(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"no field {error}" if isinstance(error, KeyError) else type(error).__name__
            raise JudgedError(
                f"{name}:{number}: is not a comment with 'gold' or 'labels' ({what}); see "
                "training/README.md for the form"
            ) from error


def _judged(row: Mapping[str, Any]) -> Judged:
    context = row.get("context") or {}
    comment = Comment(
        text=_words(row["text"]),
        id=str(row["id"]),
        page_title=_words(context.get("page_title") or ""),
        parent_text=_words(context.get("parent_text") or ""),
        language=_words(row.get("language") or ""),
    )
    if "gold" not in row:
        return Judged(comment, _labels(row["labels"], row["labels"]))
    gold = row["gold"]
    grades = {risk: gold[risk]["grade"] for risk in Risk}
    straddles = frozenset(Risk(name) for name in gold.get("straddles_action_line", ()))
    return Judged(comment, _labels(grades, gold.get("signals") or {}), straddles)


def _labels(grades: Mapping[Any, Any], signals: Mapping[Any, Any]) -> Labels:
    values = {risk: grades[risk] for risk in Risk}
    for risk, grade in values.items():
        if not (isinstance(grade, int) and 0 <= grade <= MAX_GRADE):
            raise ValueError(f"{risk} is not a grade")
    return Labels(
        values[Risk.CLINIC_PROMOTION],
        values[Risk.OVERCLAIMING],
        frozenset(signal for signal in Signal if signals.get(signal)),
    )


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a string")
    return value
