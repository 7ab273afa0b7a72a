"""What the corpus must hold, read from a file that a person can change.

``corpus/requirements.toml`` names counts and their least values; here stands how each is counted.
Pure but for reading that file. May import ``example`` and ``caveat``.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from caveat.errors import CaveatError
from caveat.labels import ACTION_GRADE
from caveat_training.corpus import CORPUS_DIR
from caveat_training.example import LAST_REGISTER, OUTSIDE_THE_REGISTERS, Example

REQUIREMENTS_FILE = CORPUS_DIR / "requirements.toml"

LONG_WORDS = range(120, 401)

FREQUENT_REGISTERS = (1, 2, 3, 4, 7, 8)
"""Seekers and stories that the field guide puts at 4 % of a thread or more."""

_STEM_CELLS = re.compile(r"stem.?cell|\bHSCT\b|mesenchymal|\bMSCs?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Count:
    """What the corpus holds of something, and the least it should."""

    name: str
    found: int
    least: int

    @property
    def met(self) -> bool:
        return self.found >= self.least


Counter_ = Callable[[Sequence[Example]], int]


def counts(examples: Sequence[Example], path: Path = REQUIREMENTS_FILE) -> list[Count]:
    """Count everything that the requirements name, in their order.

    Raises
    ------
    CaveatError
        The file cannot be read, or names something that is not counted here.
    """
    try:
        required = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CaveatError(f"{path}: cannot be read as TOML ({error})") from error
    unknown = set(required) - set(COUNTED)
    if unknown:
        raise CaveatError(
            f"{path}: nothing counts '{min(unknown)}'; known: {', '.join(sorted(COUNTED))}"
        )
    return [Count(name, COUNTED[name](examples), least) for name, least in required.items()]


def _each(holds: Callable[[Example], bool]) -> Counter_:
    return lambda examples: sum(holds(example) for example in examples)


def _is_risky(example: Example) -> bool:
    return max(example.labels.promotion, example.labels.overclaiming) > 0


def _is_ordinary(example: Example) -> bool:
    return example.register == OUTSIDE_THE_REGISTERS and not _is_risky(example)


def _is_long(example: Example) -> bool:
    return len(example.text.split()) in LONG_WORDS


def _is_about_stem_cells(example: Example) -> bool:
    return bool(_STEM_CELLS.search(f"{example.intervention} {example.text}"))


def _smallest(registers: Iterable[int]) -> Counter_:
    """Size of the smallest of `registers`."""

    def count(examples: Sequence[Example]) -> int:
        found = Counter(example.register for example in examples)
        return min(found[register] for register in registers)

    return count


def _groups(examples: Sequence[Example]) -> int:
    found = Counter(example.group for example in examples if example.group)
    return sum(size > 1 for size in found.values())


COUNTED: dict[str, Counter_] = {
    "comments": len,
    "promotion_at_action_line": _each(lambda e: e.labels.promotion >= ACTION_GRADE),
    "overclaiming_at_action_line": _each(lambda e: e.labels.overclaiming >= ACTION_GRADE),
    "exactly_grade_1": _each(lambda e: 1 in (e.labels.promotion, e.labels.overclaiming)),
    "smallest_register": _smallest(range(1, LAST_REGISTER + 1)),
    "smallest_frequent_register": _smallest(FREQUENT_REGISTERS),
    "ordinary": _each(_is_ordinary),
    "long": _each(_is_long),
    "long_with_risk": _each(lambda e: _is_long(e) and _is_risky(e)),
    "with_parent": _each(lambda e: bool(e.comment.parent_text)),
    "with_page": _each(lambda e: bool(e.comment.page_title)),
    "reviews_on_providers_pages": _each(lambda e: e.form == "review"),
    "tricks": _each(lambda e: e.form == "trick"),
    "tricks_by_the_innocent": _each(lambda e: e.form == "trick" and not _is_risky(e)),
    "not_about_stem_cells": _each(lambda e: not _is_about_stem_cells(e)),
    "not_english": _each(lambda e: not e.comment.language.startswith("en")),
    "conditions": lambda examples: len({e.condition for e in examples} - {""}),
    "interventions": lambda examples: len({e.intervention for e in examples} - {""}),
    "minimal_pair_groups": _groups,
    "read_twice": _each(lambda e: len(e.votes) >= 2),
}
"""Name in the requirements to how it is counted."""
