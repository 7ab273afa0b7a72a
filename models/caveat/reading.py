"""A comment as every model family reads it: normalised, with its context and contacts.

May import ``comment``, ``text`` and ``contacts``.
"""

import re
from dataclasses import dataclass

from caveat.comment import Comment
from caveat.contacts import Contact, find_contacts
from caveat.text import NormalisedText, normalise

WORD = re.compile(r":[\w-]+:|\w+(?:'\w+)*|[?!]+|[$£€%+#@]")
"""A word, an emoji's name, a run of ``?!``, or a sign that carries weight in an advert."""

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of one comment look like to a model.

    Parameters
    ----------
    text
        The normalised comment with its map back to the original.
    page, parent
        Normalised context, "" where there is none.
    contacts
        Contact details found by rule, as offsets into the original.
    """

    text: NormalisedText
    page: str
    parent: str
    contacts: tuple[Contact, ...]

    @property
    def folded(self) -> str:
        return fold(self.text.text)

    @property
    def is_empty(self) -> bool:
        """Whether there is not one letter or digit to go by."""
        return not any(character.isalnum() for character in self.text.text)


def read(comment: Comment) -> Reading:
    """Normalise a comment and its context, and find its contact details."""
    text = normalise(comment.text)
    return Reading(
        text=text,
        page=normalise(comment.page_title).text,
        parent=normalise(comment.parent_text).text,
        contacts=find_contacts(text),
    )


def fold(text: str) -> str:
    """Lower the case and write every digit as 0, without moving any offset.

    Numbers are ages, doses and prices: their length says something, their value does not.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # İ lowers to two code points
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _DIGIT.sub("0", lowered)
