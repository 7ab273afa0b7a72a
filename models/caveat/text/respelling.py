"""Words and numbers with some characters swapped: "cur3d", "w.h.a.t.s.@pp", "55S-O1Z3".

Owns the two limited maps, sign to letter and letter to digit. A sign is undone only where a
trigger word comes out, a letter only inside a run as long as a telephone number. May import
`traced`, `trigger_words` and the standard library.
"""

import re
from collections.abc import Iterator, Sequence

from caveat.text.traced import Edit
from caveat.text.trigger_words import TRIGGER_WORDS

__all__ = ["letters_in_numbers", "plain_spelling", "respelt_pieces", "respelt_words"]

_STANDS_FOR = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "i", "|": "il", "+": "t", "\u20ac": "e",
    "#": "aeiouy", "*": "abcdefghijklmnopqrstuvwxyz",
}  # fmt: skip
_SIGN = "0-9@$!|+\u20ac#*"
_TOKEN = re.compile(
    f"(?<![\\w@#$*&])(?=[A-Za-z]*[{_SIGN}])(?=[{_SIGN}]*[A-Za-z])"
    f"[A-Za-z0-9@$][A-Za-z{_SIGN}]{{1,28}}[A-Za-z0-9@$](?![\\w@])"
)
_PIECES = re.compile(
    r"(?<![\w@.])(?:[A-Za-z0-9@$]{1,3}(?:[.\-_*/~][A-Za-z0-9@$!#]{1,3}){3,12}"
    r"|[A-Za-z0-9@$](?: [A-Za-z0-9@$!#]){3,12})(?![\w@])"
)
_PIECE_SEPARATORS = frozenset(" .-_*/~")
_BY_LENGTH: dict[int, list[str]] = {}
for _trigger in sorted(TRIGGER_WORDS):
    _BY_LENGTH.setdefault(len(_trigger), []).append(_trigger)


def plain_spelling(token: str) -> str:
    """Return the trigger word that `token` spells with signs for letters, or `token` in small.

    At least two letters must be real, and at least half; one sign may be a blank (# or *).
    """
    small = token.lower()
    small = small[:-1] + "s" if small.endswith("z") and not small.isalpha() else small
    letters = sum(char.isalpha() for char in small)
    blanks = small.count("#") + small.count("*")
    if letters == len(small) or letters < max(2, len(small) / 2, 3 * blanks) or blanks > 1:
        return small
    if small.rstrip("0123456789$@") in TRIGGER_WORDS:
        return small  # "cell5", "code20": a word with a number behind it
    for word in _BY_LENGTH.get(len(small), ()):
        if all(map(_passes_for, small, word)):
            return word
    return small


def _passes_for(char: str, letter: str) -> bool:
    return char == letter or letter in _STANDS_FOR.get(char, "")


def respelt_words(text: str) -> Iterator[Edit]:
    """Undo signs for letters where a trigger word comes out: "cur3d", "inb0x"."""
    for match in _TOKEN.finditer(text):
        yield from _respelling(match[0], range(*match.span()))


def respelt_pieces(text: str) -> Iterator[Edit]:
    """Join pieces that spell a trigger word together: "w.h.a.t.s.@pp", "c u r 3 d"."""
    for match in _PIECES.finditer(text):
        places = [at for at in range(*match.span()) if text[at] not in _PIECE_SEPARATORS]
        spelt = _respelling("".join(text[at] for at in places), places)
        if spelt:
            new = {at: letter for at, _, letter in spelt}
            yield from ((at, at + 1, new.get(at, "")) for at in range(*match.span()))


def _respelling(token: str, places: Sequence[int]) -> list[Edit]:
    """Spell `token`, whose characters stand at `places`, plainly; real letters keep their case."""
    word = plain_spelling(token)
    if word not in TRIGGER_WORDS:
        return []
    real = [char for char in token if char.isalpha()]
    upper = len(real) > 1 and all(char.isupper() for char in real)
    plain = word.upper() if upper else word
    letters = [a if a.lower() == b.lower() else b for a, b in zip(token, plain, strict=True)]
    return [(at, at + 1, letter) for at, letter in zip(places, letters, strict=True)]


_NUMBER = re.compile(
    r"(?<![A-Za-z0-9.,/$#&])[0-9OoIl][0-9OoIlSsBZz]*"
    r"(?:[-. ()]{1,3}[0-9OoIl][0-9OoIlSsBZz]*){0,14}(?![A-Za-z0-9])"
)
_DIGIT_FOR = str.maketrans("OoIlSsBZz", "001155822")
_FEWEST_REAL_DIGITS = 4
_PHONE_LENGTH = range(7, 16)
# Digits written apart come in groups shorter than this; there a lone O is a zero.
_GROUP_LENGTH = 3
_DIGIT_GROUP = re.compile(r"[0-9A-Za-z]+")
# Flanked by digits any of these letters is a digit; at the edge of a group only what is no unit,
# plural or Roman numeral ("100l", "1990s", "O2").
_GROUP = re.compile(
    r"(?!O2\Z)(?:[0-9]|[OoIl](?=[0-9OoIlSZB])|(?<=[0-9OoIl])[OISBZ]|(?<=[0-9])[oszl](?=[0-9]))+"
)
_CATALOGUE = re.compile(
    r"\b(?:lot|batch|serial|ref|reference|model|part|sku|order|item|code|version|cas)\b\W{0,3}"
    r"(?:(?:no|nr|num|number|numbers|is|was)\b\W{0,3})?\Z",
    re.IGNORECASE,
)


def letters_in_numbers(text: str) -> Iterator[Edit]:
    """Turn letters into digits inside a run as long as a telephone number."""
    for match in _NUMBER.finditer(text):
        run = match[0]
        if run.isdigit() or not _mostly_digits(run):
            continue
        if not _CATALOGUE.search(text, max(0, match.start() - 30), match.start()):
            for offset, char in enumerate(run):
                yield match.start() + offset, match.start() + offset + 1, char.translate(_DIGIT_FOR)


def _mostly_digits(run: str) -> bool:
    groups = _DIGIT_GROUP.findall(run)
    digits = sum(char.isdigit() for char in run)
    letters = sum(char.isalpha() for char in run)
    spaced = all(len(group) < _GROUP_LENGTH for group in groups)
    return (
        0 < letters < digits
        and digits >= _FEWEST_REAL_DIGITS
        and digits + letters in _PHONE_LENGTH
        and all(_GROUP.fullmatch(group) or (spaced and group in "Oo") for group in groups)
    )
