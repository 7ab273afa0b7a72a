"""A labelled comment: what a reader decided about it, and the words that decided.

May import ``caveat``.
"""

import re
from dataclasses import dataclass, field

from caveat.comment import Comment
from caveat.labels import EvidenceKind, Risk, Signal

OUTSIDE_THE_REGISTERS = 0
"""Register number of ordinary talk that none of the forty registers describes."""

LAST_REGISTER = 40

FORMS = ("", "review", "trick")

SIGNAL_LETTERS = {
    "A": Signal.ACCESS_SEEKING,
    "T": Signal.TESTIMONIAL,
    "C": Signal.CAUTION,
    "K": Signal.CONTACT_DETAILS,
}

_LABELS = re.compile(r"P(?P<p>[0-3]) O(?P<o>[0-3])(?P<signals>(?: [ATCK])*)")


@dataclass(frozen=True, slots=True)
class Labels:
    """The grades and signals that one reader, or the settled reading, gives a comment."""

    promotion: int
    overclaiming: int
    signals: frozenset[Signal] = frozenset()

    def grade(self, risk: Risk) -> int:
        return self.promotion if risk is Risk.CLINIC_PROMOTION else self.overclaiming

    def __str__(self) -> str:
        letters = [letter for letter, signal in SIGNAL_LETTERS.items() if signal in self.signals]
        return " ".join([f"P{self.promotion}", f"O{self.overclaiming}", *letters])

    @classmethod
    def parse(cls, text: str) -> "Labels":
        """Read ``P2 O0 T K``; the inverse of ``str``.

        Raises
        ------
        ValueError
            `text` is not of that form.
        """
        match = _LABELS.fullmatch(text)
        letters = match["signals"].split() if match else []
        if match is None or len(set(letters)) != len(letters):
            raise ValueError(f"{text!r} is not of the form 'P0 O0' with any of A T C K behind")
        signals = frozenset(SIGNAL_LETTERS[letter] for letter in letters)
        return cls(int(match["p"]), int(match["o"]), signals)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that make a grade: ``[start, end)`` in code points of the comment, and why."""

    kind: EvidenceKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled comment.

    Parameters
    ----------
    register
        Register of the field guide, 1 to 40, or 0 for ordinary talk outside them.
    group
        Name shared by minimal pairs and rewrites, which must stay in one split; "" for none.
    form
        ``review`` for a review on a provider's page, ``trick`` for disguised or otherwise
        tricky writing by anybody, "" for neither.
    votes
        Readings made without sight of `labels`, oldest first.
    note
        Which rule decided, where two grades seemed right.
    where
        ``file:line`` of its heading, for messages.
    """

    comment: Comment
    labels: Labels
    register: int
    evidence: tuple[Evidence, ...] = ()
    condition: str = ""
    intervention: str = ""
    group: str = ""
    form: str = ""
    votes: tuple[Labels, ...] = ()
    note: str = ""
    where: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        return self.comment.id

    @property
    def text(self) -> str:
        return self.comment.text
