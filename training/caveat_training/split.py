"""Which split an example belongs to: decided by its group's name alone, so it never moves.

May import ``example``.
"""

import hashlib
from collections.abc import Sequence
from enum import StrEnum

from caveat_training.example import Example


class Split(StrEnum):
    """What an example may be used for."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


_UPPER_BOUNDS = {Split.TRAIN: 70, Split.VALIDATION: 85, Split.TEST: 100}
"""Per cent of groups up to which a split reaches."""


def split_of(example: Example) -> Split:
    """The split of `example`. Minimal pairs and rewrites share a group, and so a split."""
    key = (example.group or example.id).encode()
    percent = int.from_bytes(hashlib.sha256(key).digest()[:8]) % 100
    return next(split for split, bound in _UPPER_BOUNDS.items() if percent < bound)


def only(examples: Sequence[Example], *splits: Split) -> list[Example]:
    """Those of `examples` that belong to any of `splits`, in their order."""
    return [example for example in examples if split_of(example) in splits]
