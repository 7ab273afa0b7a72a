"""Contact details in a comment, by rule: the signal ``contact_details`` and where it stands.

Owns the kinds of contact and how findings are put together; what each kind looks like is in
`phones`, `net_addresses` and `channels`. A contact says nothing about promotion: patients leave
their own number too. May import those three and `text`; never a model.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from caveat.contacts.channels import codes, handles, messengers, street_addresses
from caveat.contacts.net_addresses import emails, links
from caveat.contacts.phones import phone_numbers
from caveat.text import NormalisedText, normalise

__all__ = ["Contact", "ContactKind", "find_contacts", "has_contact_details"]


class ContactKind(StrEnum):
    """What kind of way to reach somebody a comment contains."""

    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    HANDLE = "handle"
    MESSENGER = "messenger"
    CODE = "code"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact detail; `start` and `end` are offsets into the original text, end exclusive."""

    kind: ContactKind
    start: int
    end: int


_Finder = Callable[[str], Iterator[tuple[int, int]]]

# Where two findings overlap, the one named first here stands.
_FINDERS: tuple[tuple[ContactKind, _Finder], ...] = (
    (ContactKind.EMAIL, emails),
    (ContactKind.LINK, links),
    (ContactKind.PHONE, phone_numbers),
    (ContactKind.HANDLE, handles),
    (ContactKind.CODE, codes),
    (ContactKind.MESSENGER, messengers),
    (ContactKind.ADDRESS, street_addresses),
)


def find_contacts(text: NormalisedText | str) -> tuple[Contact, ...]:
    """Find every contact detail, in the order of the text and without overlap; never raises."""
    normalised = normalise(text) if isinstance(text, str) else text
    taken = bytearray(len(normalised.text))
    found: list[Contact] = []
    for kind, finder in _FINDERS:
        for start, end in finder(normalised.text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Contact(kind, *normalised.to_original(start, end)))
    return tuple(sorted(found, key=lambda contact: contact.start))


def has_contact_details(text: NormalisedText | str) -> bool:
    """Tell whether a text contains a contact detail, plain or disguised."""
    normalised = normalise(text) if isinstance(text, str) else text
    return any(True for _, finder in _FINDERS for _ in finder(normalised.text))
