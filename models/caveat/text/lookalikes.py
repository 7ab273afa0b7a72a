"""Letters that pass for others: a Cyrillic es for a c, phonetic small capitals as a font.

Owns the tables of such letters and the choice of one script per word. A word of one script is
never touched. May import `traced`, the standard library and `confusable_homoglyphs`.
"""

import re
import string
import unicodedata
from collections.abc import Iterator

from confusable_homoglyphs.confusables import confusables_data

from caveat.text.traced import Edit

__all__ = ["LATIN_FOR", "one_script_per_word", "small_capitals"]

_SCRIPTS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
_BORROWED = (
    "\u0370-\u052f\u0531-\u0587\u13a0-\u13fd\u1c80-\u1c8f\u2c80-\u2cff\ua4d0-\ua4f7\uab70-\uabbf"
)
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"

_WORD = re.compile(f"[{_LATIN}{_BORROWED}\\d]+")
_MIXED = re.compile(f"[{_LATIN}]\\d*[{_BORROWED}]|[{_BORROWED}]\\d*[{_LATIN}]")
_ONE_BORROWED = re.compile(f"[{_BORROWED}]")
# Greek in a Latin word is often science (TNF-alpha, NF-kappa-B and micromoles are written with a
# Greek letter): only one among small Latin letters, or before three, is taken for a disguise.
_GREEK = re.compile("[\u0370-\u03ff]")
_GREEK_DISGUISE = re.compile("[a-z][\u0370-\u03ff]+[a-z]|\\b(?!\u03bc)[\u0370-\u03ff][a-z]{3}")
# A Latin abbreviation with a Russian ending is ordinary spelling.
_DECLINED = re.compile("[A-Z]{2,}[\u0400-\u052f]{2,}")


def _latin_table() -> dict[str, str]:
    """Map each borrowed letter to the ASCII letter it passes for, small to small."""
    # Unicode compares glyphs one by one; in running text these pass for Latin as well.
    table = dict(zip("кмтвнκτη", "kmtbhktn", strict=True))
    for char, others in confusables_data.items():
        if len(char) != 1 or unicodedata.name(char, "").split(" ")[0] not in _SCRIPTS:
            continue
        shapes = [other["c"] for other in others if other["c"] in string.ascii_letters]
        shapes.sort(key=lambda shape: shape.isupper() != char.isupper())
        if shapes:
            # A capital that looks like a small L is a capital I (Greek iota, Ukrainian i).
            table[char] = "I" if char.isupper() and shapes[0] == "l" else shapes[0]
    return table


LATIN_FOR = _latin_table()
"""ASCII letter for each look-alike letter of another script."""

# Russian spelling is mended with Russian letters only, so the way back is short.
_RUSSIAN_FOR = dict(zip("acekmopxyABCEHKMOPTX", "асекморхуАВСЕНКМОРТХ", strict=True))


def _small_capital_table() -> dict[str, str]:
    table = {"\u0251": "a", "\u0261": "g"}
    for letter in string.ascii_uppercase:
        try:
            table[unicodedata.lookup(f"LATIN LETTER SMALL CAPITAL {letter}")] = letter.lower()
        except KeyError:
            continue  # Unicode has none for X
    return table


_SMALL_CAPITALS = _small_capital_table()
_ONE_SMALL_CAPITAL = re.compile(f"[{''.join(_SMALL_CAPITALS)}]")


def small_capitals(text: str) -> Iterator[Edit]:
    """Turn phonetic letters used as a font into plain small letters."""
    for match in _ONE_SMALL_CAPITAL.finditer(text):
        yield match.start(), match.end(), _SMALL_CAPITALS[match[0]]


def one_script_per_word(text: str) -> Iterator[Edit]:
    """Give each word of mixed script the script that most of its letters have."""
    if not _MIXED.search(text):
        return
    for match in _WORD.finditer(text):
        table = _table_for(match[0]) if _MIXED.search(match[0]) else None
        for offset, char in enumerate(match[0] if table else ""):
            if table and char in table:
                yield match.start() + offset, match.start() + offset + 1, table[char]


def _table_for(word: str) -> dict[str, str] | None:
    """Choose the letters to write `word` in; nothing if it is honest or cannot be mended."""
    borrowed = _ONE_BORROWED.findall(word)
    latin = [char for char in word if char.isalpha() and not _ONE_BORROWED.match(char)]
    if _DECLINED.fullmatch(word) or (_GREEK.search(word) and not _GREEK_DISGUISE.search(word)):
        return None
    if len(latin) >= len(borrowed) and all(char in LATIN_FOR for char in borrowed):
        return LATIN_FOR
    if all(char in _RUSSIAN_FOR for char in latin) and "\u0400" <= borrowed[0] <= "\u052f":
        return _RUSSIAN_FOR
    return None
