r"""Evidence marked inline: ``Google {target|Dr Aydan}, {steer|he is the one}``.

Marks nest but never cross. ``\{ \} \\`` stand for themselves; ``\u200b`` and ``\U000e0020``
stand for characters that nobody could see in a review. May import ``caveat``.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from caveat.labels import EvidenceKind
from caveat_training.example import Evidence

_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|U[0-9a-f]{8}|[n{}\\])")
_MARK = re.compile(r"\{([a-z_]*)\|")
_TOKEN = re.compile(r"[^{}\\]+|\{|\}|\\")
_UNSEEN_CATEGORIES = {"Cf", "Cc", "Co", "Cn", "Cs", "Zs", "Zl", "Zp"}
_OVERLAYS = range(0x0334, 0x0339)
_SEEN_ALL_THE_SAME = {" ", "\n", "\u200d", "\ufe0f"}


def parse_marked(marked: str) -> tuple[str, tuple[Evidence, ...]]:
    """Split marked text into the comment and its evidence, outermost first, by start.

    Raises
    ------
    ValueError
        A mark is not closed, closed without being open, empty, or of an unknown kind, or a
        backslash starts no known escape.
    """
    plain: list[str] = []
    length = position = 0
    open_marks: list[tuple[EvidenceKind, int]] = []
    evidence: list[Evidence] = []
    while token := _TOKEN.match(marked, position):
        piece = token.group()
        position = token.end()
        if piece == "{":
            kind, position = _open(marked, token.start())
            open_marks.append((kind, length))
        elif piece == "}":
            evidence.append(_close(open_marks, length))
        else:
            if piece == "\\":
                piece, position = _unescape_at(marked, token.start())
            plain.append(piece)
            length += len(piece)
    if open_marks:
        raise ValueError(f"the mark {{{open_marks[-1][0]}|… is not closed with '}}'")
    return "".join(plain), in_reading_order(evidence)


def write_marked(text: str, evidence: Iterable[Evidence]) -> str:
    """Mark `evidence` inline in `text`; the inverse of ``parse_marked``.

    Raises
    ------
    ValueError
        Two marks cross, or a mark is empty or lies outside the text.
    """
    out: list[str] = []
    ends: list[int] = []
    position = 0
    for mark in in_reading_order(evidence):
        while ends and ends[-1] <= mark.start:
            out.append(escape(text[position : ends[-1]]) + "}")
            position = ends.pop()
        if not mark.start < mark.end <= (ends[-1] if ends else len(text)):
            raise ValueError(
                f"{mark.kind} at {mark.start}-{mark.end} is empty, crosses or overruns"
            )
        out.append(escape(text[position : mark.start]) + f"{{{mark.kind}|")
        position = mark.start
        ends.append(mark.end)
    for end in reversed(ends):
        out.append(escape(text[position:end]) + "}")
        position = end
    return "".join(out) + escape(text[position:])


def in_reading_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda mark: (mark.start, -mark.end, mark.kind)))


def escape(text: str) -> str:
    """Write what the form could mistake, or a reviewer could not see, as escapes."""
    return "".join(_escaped(character) for character in text)


def unescape(text: str) -> str:
    r"""Read ``escape``'s output back, and ``\n`` as a line break.

    Raises
    ------
    ValueError
        A backslash starts no known escape.
    """
    plain, position = list[str](), 0
    while (slash := text.find("\\", position)) >= 0:
        plain.append(text[position:slash])
        piece, position = _unescape_at(text, slash)
        plain.append(piece)
    return "".join(plain) + text[position:]


def crossing(evidence: Sequence[Evidence]) -> list[tuple[Evidence, Evidence]]:
    """Pairs of marks that overlap without one holding the other."""
    marks = in_reading_order(evidence)
    return [
        (first, second)
        for index, first in enumerate(marks)
        for second in marks[index + 1 :]
        if second.start < first.end < second.end
    ]


def _open(marked: str, position: int) -> tuple[EvidenceKind, int]:
    match = _MARK.match(marked, position)
    kinds = ", ".join(EvidenceKind)
    if match is None or match[1] not in set(EvidenceKind):
        raise ValueError(
            f"'{{' opens no mark of a known kind ({kinds}); write \\{{ for the character itself"
        )
    return EvidenceKind(match[1]), match.end()


def _close(open_marks: list[tuple[EvidenceKind, int]], end: int) -> Evidence:
    if not open_marks:
        raise ValueError("'}' without an open mark; write \\} for the character itself")
    kind, start = open_marks.pop()
    if start == end:
        raise ValueError(f"the mark {{{kind}|…}} holds no words")
    return Evidence(kind, start, end)


def _escaped(character: str) -> str:
    if character in "{}\\":
        return "\\" + character
    if character in _SEEN_ALL_THE_SAME or (
        unicodedata.category(character) not in _UNSEEN_CATEGORIES
        and ord(character) not in _OVERLAYS
    ):
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _unescape_at(text: str, position: int) -> tuple[str, int]:
    match = _ESCAPE.match(text, position)
    if match is None:
        raise ValueError("a backslash starts no known escape; write \\\\ for the character itself")
    code = match[1]
    if code[0] in "uU":
        return chr(int(code[1:], 16)), match.end()
    return "\n" if code == "n" else code, match.end()
