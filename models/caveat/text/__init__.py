"""Normalised text and the exact way back to what was written.

Owns the order of the normalisation rules and their fixed point; the rules themselves live in
`characters`, `lookalikes`, `broken_words` and `respelling`. Detection runs on the normalised copy,
spans are reported in the original. May import those four and the standard library; never a model.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from caveat.text import broken_words, characters, lookalikes, respelling
from caveat.text.traced import Rule, Traced

__all__ = ["NORMALISATION_VERSION", "NormalisedText", "normalise"]

NORMALISATION_VERSION: int = 1
"""Goes up with every change that can alter a normalised text; bundles record it."""

_MOST_ROUNDS = 8

# Emoji and overlaid marks come before compatibility forms, which would take the ones apart and melt
# the others into letters; lines before white space, which hides line ends; signs before spaced
# letters, which would join only the pieces that are plain letters ("w.h.a.t.s.@pp").
_BEYOND_ASCII: tuple[Rule, ...] = (
    characters.surrogates,
    characters.skin_tones,
    characters.emoji_names,
    characters.overlaid_marks,
    characters.straight_quotes,
    characters.enclosed_letters,
    characters.compatibility_forms,
    characters.leftover_marks,
    characters.invisible_characters,
    lookalikes.small_capitals,
    lookalikes.one_script_per_word,
)
_ANY_TEXT: tuple[Rule, ...] = (
    characters.control_characters,
    broken_words.broken_lines,
    respelling.respelt_words,
    respelling.respelt_pieces,
    broken_words.spaced_letters,
    respelling.letters_in_numbers,
    characters.white_space,
)


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A normalised copy of a text and the way back to it.

    Parameters
    ----------
    original
        The text as it was written.
    text
        The copy that detection reads; letter case is kept.
    starts, ends
        For each code point of `text`, the half-open range of code points of `original` it came
        from. As long as `text`; both never decrease.
    """

    original: str
    text: str
    starts: Sequence[int] = field(repr=False, compare=False)
    ends: Sequence[int] = field(repr=False, compare=False)

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest range of `original` that covers ``text[start:end]``.

        An empty range comes back empty, at the place where the next code point begins.

        Raises
        ------
        ValueError
            If the range does not lie inside `text`.
        """
        if not 0 <= start <= end <= len(self.text):
            message = f"range {start}:{end} is outside a text of {len(self.text)} code points"
            raise ValueError(message)
        if start < end:
            return self.starts[start], self.ends[end - 1]
        at = self.starts[start] if start < len(self.text) else len(self.original)
        return at, at


def normalise(text: str) -> NormalisedText:
    """Undo what is done to words so that filters miss them; never raises.

    The outcome is a fixed point: normalising it again changes nothing. Time grows with the length
    of `text`, hostile or not.
    """
    traced = Traced.of(text)
    for _ in range(_MOST_ROUNDS):
        before = traced
        traced = _one_round(traced)
        if traced is before:
            break
    return NormalisedText(text, traced.text, traced.starts, traced.ends)


def _one_round(traced: Traced) -> Traced:
    if not traced.text.isascii():
        for rule in _BEYOND_ASCII:
            traced = traced.edited(rule(traced.text))
    for rule in _ANY_TEXT:
        traced = traced.edited(rule(traced.text))
    return traced
