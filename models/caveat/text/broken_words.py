"""Words broken into pieces: "s t e m", "D/R/M", one letter a line.

Owns the joining of pieces, and the innocent look-alikes that must stay apart (lists of letters,
"i c u", poems). May import `traced`, `respelling`, `trigger_words` and the standard library.
"""

import re
from collections.abc import Iterator

from caveat.text.respelling import plain_spelling
from caveat.text.traced import Edit
from caveat.text.trigger_words import TRIGGER_WORDS

__all__ = ["broken_lines", "spaced_letters"]

_APART = re.compile(
    r"(?<![\w'@.-])[A-Za-z](?: [A-Za-z](?![\w'@])){2,}"
    r"|(?<![\w'@./-])[A-Za-z](?:([.\-_*/~])[A-Za-z](?![\w@']))(?:\1[A-Za-z](?![\w@'])){1,}(?!\1\w)"
)
_FEWEST_LETTERS = 3
# "a b c vitamins", "hep A B C": lists of letters climb through the first few.
_LIST_LETTERS = frozenset("abcdefghijk")
# "i c u", "y r u": words written as one letter.
_WORD_LETTERS = frozenset("abcikunryx")


def spaced_letters(text: str) -> Iterator[Edit]:
    """Join three or more single letters with the same separator between them."""
    for match in _APART.finditer(text):
        if _spells_a_word(match[0]):
            for offset in range(1, len(match[0]), 2):
                yield match.start() + offset, match.start() + offset + 1, ""


def _spells_a_word(spaced: str) -> bool:
    letters = spaced[::2]
    small = letters.lower()
    if small in TRIGGER_WORDS:
        return True
    if set(small) <= _LIST_LETTERS and sorted(set(small)) == list(small):
        return False
    if spaced[1] != " ":
        return True
    if set(small) <= _WORD_LETTERS:
        return False
    return len(letters) > _FEWEST_LETTERS or letters.isupper()


_SHORT_LINES = re.compile(
    r"(?:(?<=[\r\n])|(?<![\s\S]))[^\S\r\n]*[\w@$]{1,4}"
    r"(?:\s*[\r\n]\s*[\w@$]{1,4}){2,}(?=[^\S\r\n]*(?:[\r\n]|\Z))"
)
_FRAGMENT = re.compile(r"\S+")
_MOST_FRAGMENTS = 12


def broken_lines(text: str) -> Iterator[Edit]:
    """Join a word written one letter, or one fragment of a known word, a line."""
    if "\n" not in text and "\r" not in text:
        return
    for match in _SHORT_LINES.finditer(text):
        spans = [(m.start(), m.end()) for m in _FRAGMENT.finditer(text, *match.span())]
        at = 0
        while at < len(spans):
            count = _fragments_of_a_word([text[a:b] for a, b in spans[at : at + _MOST_FRAGMENTS]])
            for (_, end), (start, _) in zip(
                spans[at : at + count], spans[at + 1 : at + count], strict=False
            ):
                yield end, start, ""
            at += count


def _fragments_of_a_word(parts: list[str]) -> int:
    """Count how many of `parts`, from the first, make one word; 1 if they stand alone."""
    singles = next((i for i, part in enumerate(parts) if not _is_letter(part)), len(parts))
    if singles >= _FEWEST_LETTERS and _spells_a_word("/".join(parts[:singles])):
        return singles
    for count in range(len(parts), _FEWEST_LETTERS - 1, -1):
        if plain_spelling("".join(parts[:count])) in TRIGGER_WORDS:
            return count
    return 1


def _is_letter(part: str) -> bool:
    return len(part) == 1 and part.isascii() and part.isalpha()
