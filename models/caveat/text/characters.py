"""Rules for single characters: what a code point stands for, whoever wrote it.

Owns compatibility forms, invisible characters, overlaid marks, quotes, emoji and white space.
Knows nothing of words; disguised words are in `disguise`, look-alike letters in `lookalikes`. May
import `traced`, the standard library and `emoji`.
"""

import re
import string
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import emoji

from caveat.text.traced import Edit, Rule

__all__ = [
    "COMPOSING_STARTERS",
    "compatibility_forms",
    "control_characters",
    "emoji_names",
    "enclosed_letters",
    "invisible_characters",
    "leftover_marks",
    "overlaid_marks",
    "skin_tones",
    "straight_quotes",
    "surrogates",
    "white_space",
]

# Combining marks that are put on any letter. Marks that belong to one script (Arabic, Hebrew,
# Indic, Thai) are spelling there and stay.
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
# Strokes, slashes, under- and overlines, enclosing circles: they never spell a letter.
_OVERLAYS = "\u0305\u0332-\u0338\u033f\u035f\u0488\u0489\u20d2-\u20d4\u20d8-\u20da\u20dd-\u20ea"
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
# Scripts in which zero-width joiners choose a letter's shape.
_JOINING = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\ufb50-\ufdff"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)

COMPOSING_STARTERS = frozenset(
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e"
    "\u1b35\U00011127\U0001133e\U00011357\U000113b8\U000113bb\U000113c2\U000113c9\U000114b0"
    "\U000114ba\U000114bd\U000115af\U0001611e\U0001611f\U00016120\U00016129\U00011930\U00016d67"
).union(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))
"""Characters of combining class 0 that still melt into the one before (Hangul, Indic vowels)."""

# Unicode's stream-safe format allows 30 marks on a letter; longer stacks are cut there, because
# `unicodedata.normalize` sorts marks in quadratic time.
_LONGEST_SEGMENT = 31
_SHORT_RUN = 256

_NON_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"[^\S ]|\s{2,}|^\s|\s$")
_SPACE_RUN = re.compile(r"\s+")
_OVERLAID = re.compile(
    f"[{_OVERLAYS}]+|(?<=[{_LATIN}])[{_MARKS}]{{3,}}|(?<=[{_MARKS}]{{3}})[{_MARKS}]+"
)
_LEFTOVER = re.compile(f"(?<=[\x00-\x7f{_LATIN}])[{_MARKS}]+")
_UNSEEN = re.compile(
    f"(?<![{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}])|(?![\u200c\u200d])[{_INVISIBLE}]"
)
_QUOTES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
}

_SKIN_TONES = "\U0001f3fb-\U0001f3ff"
_FIRST_FLAG_LETTER = 0x1F1E6
# Negative circled and squared letters, and flag letters that form no flag, spell words; NFKC
# leaves them alone.
_ENCLOSED = {
    chr(first + offset): letter
    for first in (0x1F150, 0x1F170, _FIRST_FLAG_LETTER)
    for offset, letter in enumerate(string.ascii_uppercase)
}


def _emoji_starts() -> list[str]:
    """List the characters an emoji may begin with, in order.

    Left out: ASCII (keycaps come back as plain digits, which may be a telephone number), marks of
    ownership, letters, and whatever NFKC turns into letters.
    """
    everywhere = {char for name in emoji.EMOJI_DATA for char in name}
    unwanted = {*"\u00a9\u00ae\u20e3", *_ENCLOSED} - {
        chr(_FIRST_FLAG_LETTER + offset) for offset in range(26)
    }
    invisible = re.compile(f"[\x00-\x7f{_INVISIBLE}{_SKIN_TONES}]")
    return [
        char
        for char in sorted(everywhere - unwanted)
        if not invisible.match(char) and unicodedata.normalize("NFKC", char) == char
    ]


def _as_ranges(chars: list[str]) -> str:
    """Write a character class in ranges; a long class of single characters is slow to search."""
    runs = groupby(enumerate(chars), key=lambda pair: ord(pair[1]) - pair[0])
    pairs = ([char for _, char in run] for _, run in runs)
    return "".join(f"{run[0]}-{run[-1]}" for run in pairs)


# The look ahead spares ordinary letters the long list of emoji.
_EMOJI_RUN = re.compile(
    "(?=[\u2190-\U0001ffff])[{0}][{0}\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]*".format(
        _as_ranges(_emoji_starts())
    )
)
_LONGEST_EMOJI = max(map(len, emoji.EMOJI_DATA))
_TONE = re.compile(f"[{_SKIN_TONES}]+")


def _each(pattern: re.Pattern[str], new: str) -> Rule:
    def rule(text: str) -> Iterator[Edit]:
        return ((match.start(), match.end(), new) for match in pattern.finditer(text))

    return rule


def _by_table(table: dict[str, str]) -> Rule:
    pattern = re.compile("[" + "".join(map(re.escape, table)) + "]")

    def rule(text: str) -> Iterator[Edit]:
        return ((match.start(), match.end(), table[match[0]]) for match in pattern.finditer(text))

    return rule


surrogates: Rule = _each(_SURROGATE, "\ufffd")
control_characters: Rule = _each(_CONTROL, "")
# The colour of a writer's emoji must not move a score.
skin_tones: Rule = _each(_TONE, "")
overlaid_marks: Rule = _each(_OVERLAID, "")
leftover_marks: Rule = _each(_LEFTOVER, "")
invisible_characters: Rule = _each(_UNSEEN, "")
straight_quotes: Rule = _by_table(_QUOTES)
enclosed_letters: Rule = _by_table(_ENCLOSED)


def white_space(text: str) -> Iterator[Edit]:
    """Fold each run of white space to one space, and drop it at both ends."""
    if not _SPACES.search(text):
        return
    for match in _SPACE_RUN.finditer(text):
        outer = match.start() == 0 or match.end() == len(text)
        yield match.start(), match.end(), "" if outer else " "


def compatibility_forms(text: str) -> Iterator[Edit]:
    """Apply NFKC piece by piece, so that offsets stay as fine as the text allows.

    Vulgar fractions stay: "3½" would become "31/2".
    """
    for run in _NON_ASCII.finditer(text):
        if len(run[0]) <= _SHORT_RUN and unicodedata.is_normalized("NFKC", run[0]):
            continue
        for start, end in _segments(text, run.start(), run.end()):
            piece = text[start : min(end, start + _LONGEST_SEGMENT)]
            if not unicodedata.decomposition(piece[0]).startswith("<fraction>"):
                yield start, end, unicodedata.normalize("NFKC", piece)


def _segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut where NFKC of both sides apart equals NFKC of the whole."""
    at = start
    for index in range(start + 1, end):
        if _stands_alone(text[index]):
            yield at, index
            at = index
    yield at, end


@lru_cache(maxsize=4096)
def _stands_alone(char: str) -> bool:
    first = unicodedata.normalize("NFKD", char)[0]
    return not unicodedata.combining(first) and first not in COMPOSING_STARTERS


def emoji_names(text: str) -> Iterator[Edit]:
    """Write each emoji as its name between spaces; the same emoji in a row counts once."""
    first = last = 0
    held = ""
    for start, end, name in _emoji_in(text):
        again = name == held and not text[last:start].strip()
        if held and not again:
            yield first, last, f" {held} "
        first, last, held = first if again else start, end, name
    if held:
        yield first, last, f" {held} "


def _emoji_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield range and name of the longest emoji at each place; a bare joiner is none.

    Not `emoji.analyze`, whose time grows with the square of a hostile text.
    """
    for run in _EMOJI_RUN.finditer(text):
        at = run.start()
        while at < run.end():
            length = _emoji_length(text, at, run.end())
            if length:
                yield at, at + length, emoji.EMOJI_DATA[text[at : at + length]]["en"]
            at += length or 1


def _emoji_length(text: str, start: int, stop: int) -> int:
    for length in range(min(_LONGEST_EMOJI, stop - start), 0, -1):
        if text[start : start + length] in emoji.EMOJI_DATA:
            return length
    return 0
