"""A text that remembers where each of its code points came from.

Owns the offset arithmetic under every normalisation rule: a rule only says what to replace, and
this file keeps the way back. May import the standard library only.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias

__all__ = ["Edit", "Rule", "Traced"]

Edit: TypeAlias = tuple[int, int, str]
"""Replace ``text[start:end]`` by a string; never an insertion, so ``start < end``."""

Rule: TypeAlias = Callable[[str], Iterable[Edit]]
"""Reads a text and names the edits it wants, in order and without overlap."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and, for each code point, the half-open range of the first text it came from.

    Parameters
    ----------
    text
        The text as it stands after the edits so far.
    starts, ends
        As long as `text`; both never decrease. A text without edits holds two `range` objects.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Self:
        """Start from `text`, each code point coming from itself."""
        return cls(text, range(len(text)), range(1, len(text) + 1))

    def edited(self, edits: Iterable[Edit]) -> Self:
        """Apply `edits`; every new code point comes from the whole range it replaces.

        Edits that change nothing are left out, so that "no change" can be told by identity.
        """
        text, at = self.text, 0
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for start, end, new in edits:
            if text[start:end] == new:
                continue
            parts += (text[at:start], new)
            starts += self.starts[at:start]
            ends += self.ends[at:start]
            starts += [self.starts[start]] * len(new)
            ends += [self.ends[end - 1]] * len(new)
            at = end
        if not parts:
            return self
        parts.append(text[at:])
        starts += self.starts[at:]
        ends += self.ends[at:]
        return type(self)("".join(parts), starts, ends)
