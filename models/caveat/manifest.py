"""The manifest: everything about a bundle that is not weights, as plain numbers and words.

May import ``calibration``, ``errors``, ``labels`` and ``policy``.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from caveat.calibration import Sigmoid
from caveat.errors import BundleError
from caveat.labels import Risk
from caveat.policy import Policy

FORMAT = 1
"""The format that this code writes. Every earlier one stays readable."""


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A threshold, and the precision and recall it had on `data` when it was chosen."""

    threshold: float
    precision: float
    recall: float
    data: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file of the bundle must be."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """See the field names; ``files`` covers every other file of the bundle.

    Parameters
    ----------
    calibration
        Output name to sigmoid.
    operating_points
        Per risk: ``default``, ``high_precision`` and ``high_recall``.
    corpus
        ``sha256`` and ``examples`` of what it was trained on.
    recipe
        The settings of the fit, as the recipe file gave them.
    packages
        Versions that wrote the weights.
    """

    family: str
    policy_labels: str
    normalisation: int
    calibration: Mapping[str, Sigmoid]
    operating_points: Mapping[Risk, Mapping[str, OperatingPoint]]
    corpus: Mapping[str, str | int]
    recipe: Mapping[str, Any]
    packages: Mapping[str, str]
    files: Mapping[str, FileFacts]
    format: int = FORMAT

    @property
    def default_policy(self) -> Policy:
        points = self.operating_points
        return Policy("default", 1, {risk: points[risk]["default"].threshold for risk in Risk})

    @property
    def calibration_digest(self) -> str:
        """Names the calibration in replies: it can change while the weights stay."""
        plain = {name: asdict(sigmoid) for name, sigmoid in self.calibration.items()}
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:12]

    def to_bytes(self) -> bytes:
        """Canonical JSON; its sha256 is the digest of the whole bundle."""
        return (json.dumps(asdict(self), indent=1, sort_keys=True) + "\n").encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Manifest":
        """Read a manifest of any format written so far.

        Raises
        ------
        BundleError
            The bytes are not a manifest, or of a format newer than this code.
        """
        try:
            plain = json.loads(data)
            if plain["format"] != FORMAT:
                raise BundleError(
                    f"manifest.json: format {plain['format']!r} is not one that this version of "
                    f"caveat reads (1 to {FORMAT}); install a newer caveat"
                )
            return cls(
                family=str(plain["family"]),
                policy_labels=str(plain["policy_labels"]),
                normalisation=int(plain["normalisation"]),
                calibration={name: Sigmoid(**v) for name, v in plain["calibration"].items()},
                operating_points={
                    Risk(risk): {name: OperatingPoint(**v) for name, v in points.items()}
                    for risk, points in plain["operating_points"].items()
                },
                corpus=dict(plain["corpus"]),
                recipe=dict(plain["recipe"]),
                packages=dict(plain["packages"]),
                files={name: FileFacts(**facts) for name, facts in plain["files"].items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BundleError(
                f"manifest.json: is not a bundle's manifest ({type(error).__name__}); fetch the "
                "bundle again"
            ) from error
