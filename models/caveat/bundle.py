"""A bundle: one folder that holds a scoring model, checked byte for byte before it is used.

Reading a bundle runs nothing that it holds: JSON, and weights through an audited loader. May
import everything in this room but ``registry``.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caveat.comment import Comment
from caveat.errors import BundleError
from caveat.labels import POLICY_VERSION, Risk
from caveat.linear import FAMILY as LINEAR
from caveat.linear import WEIGHTS_FILE, LinearModel
from caveat.manifest import FileFacts, Manifest
from caveat.model import ModelIdentity, RiskModel
from caveat.score import Explain
from caveat.text import NORMALISATION_VERSION

MODEL_NAME = "caveat"
SHIPPED_DIR = Path(__file__).resolve().parent / "champion"
"""The bundle inside the package, so that a fresh install scores at once."""

GOLDEN_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of a bundle's files."""

    manifest: str = "manifest.json"
    weights: str = WEIGHTS_FILE
    card: str = "card.json"
    golden: str = "golden.jsonl"


LAYOUT = Layout()


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """A comment, and the Pr(grade >= 1, 2, 3) per risk that the model must reproduce on it."""

    comment: Comment
    at_least: Mapping[Risk, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle whose every byte has been checked against its manifest.

    Parameters
    ----------
    digest
        ``sha256:…`` of the manifest, which in turn holds the digest of every other file.
    """

    manifest: Manifest
    digest: str
    contents: Mapping[str, bytes]

    @property
    def card(self) -> dict[str, Any]:
        card: dict[str, Any] = json.loads(self.contents[LAYOUT.card])
        return card

    @property
    def golden(self) -> list[GoldenCase]:
        lines = self.contents[LAYOUT.golden].decode().splitlines()
        return [_golden_case(json.loads(line)) for line in lines]

    def load(self, version: str = "", alias: str = "") -> RiskModel:
        """Build the model; `version` and `alias` are what replies will call it.

        Raises
        ------
        BundleError
            The family, the labels or the normalisation is not one that this code has, or the
            weights hold what no such model needs.
        """
        manifest = self.manifest
        for what, found, known in (
            ("family", manifest.family, LINEAR),
            ("labelling policy", manifest.policy_labels, POLICY_VERSION),
            ("normalisation", manifest.normalisation, NORMALISATION_VERSION),
        ):
            if found != known:
                raise BundleError(
                    f"bundle {self.digest[:19]}: {what} {found!r} is not the {known!r} of this "
                    "version of caveat; install the version that wrote it, or train again"
                )
        return RiskModel(
            identity=ModelIdentity(
                name=MODEL_NAME,
                version=version,
                alias=alias,
                digest=self.digest,
                calibration=manifest.calibration_digest,
                policy_labels=manifest.policy_labels,
            ),
            family=LinearModel.from_bytes(self.contents[LAYOUT.weights]),
            calibration=manifest.calibration,
            policy=manifest.default_policy,
        )


def open_bundle(folder: Path) -> Bundle:
    """Read a bundle and check every file's size and sha256.

    Raises
    ------
    BundleError
        A file is missing, cannot be read, or is not the one that the manifest names.
    """
    manifest_bytes = _read(folder, LAYOUT.manifest)
    manifest = Manifest.from_bytes(manifest_bytes)
    contents = {
        name: _checked(folder, name, manifest.files)
        for name in (LAYOUT.weights, LAYOUT.card, LAYOUT.golden)
    }
    return Bundle(manifest, digest_of(manifest_bytes), contents)


def reproduce_golden(model: RiskModel, golden: Sequence[GoldenCase]) -> None:
    """Check that `model` scores its golden set as it did when it was made.

    Raises
    ------
    BundleError
        A probability is off by more than ``GOLDEN_TOLERANCE``: another library version, or a
        machine that computes differently.
    """
    scored = model.score([case.comment for case in golden], Explain.NONE)
    for case, score in zip(golden, scored, strict=True):
        for risk, expected in case.at_least.items():
            found = score.risks[risk].at_least
            off = max(abs(a - b) for a, b in zip(found, expected, strict=True))
            if not off <= GOLDEN_TOLERANCE:
                raise BundleError(
                    f"golden comment {case.comment.id}: {risk} is off by {off:.2g}, more than "
                    f"{GOLDEN_TOLERANCE:g}; install the package versions that the manifest names"
                )


def golden_line(case: GoldenCase) -> str:
    comment = case.comment
    plain = {
        "id": comment.id,
        "text": comment.text,
        "page_title": comment.page_title,
        "parent_text": comment.parent_text,
        "language": comment.language,
        "at_least": {str(risk): list(values) for risk, values in case.at_least.items()},
    }
    return json.dumps(plain, ensure_ascii=False)


def file_facts(data: bytes) -> FileFacts:
    return FileFacts(hashlib.sha256(data).hexdigest(), len(data))


def digest_of(manifest_bytes: bytes) -> str:
    return "sha256:" + hashlib.sha256(manifest_bytes).hexdigest()


def write_bundle(folder: Path, manifest: Manifest, contents: Mapping[str, bytes]) -> str:
    """Write a bundle whole or not at all, in place of what stood at `folder`.

    Returns
    -------
    str
        Its digest.

    Raises
    ------
    BundleError
        `folder` holds something that is not a bundle, or the disk refuses; what stood there
        is left as it was.
    """
    if folder.exists() and not (folder / LAYOUT.manifest).is_file() and any(folder.iterdir()):
        raise BundleError(f"{folder}: is not empty and not a bundle; name another folder")
    data = {**contents, LAYOUT.manifest: manifest.to_bytes()}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, content in data.items():
                (draft / name).write_bytes(content)
            draft.chmod(0o755)
            _swap_in(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise BundleError(f"{folder}: could not be written ({error.strerror})") from error
    return digest_of(data[LAYOUT.manifest])


def _swap_in(draft: Path, folder: Path) -> None:
    """Put `draft` in the place of `folder`; a crash between leaves the old one beside it."""
    if not folder.exists():
        draft.replace(folder)
        return
    old = draft.with_name(draft.name + "-old")
    folder.replace(old)
    try:
        draft.replace(folder)
    except OSError:
        old.replace(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _read(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise BundleError(
            f"{folder / name}: cannot be read ({error.strerror}); a bundle is a folder with "
            f"{LAYOUT.manifest} and the files that it names"
        ) from error


def _checked(folder: Path, name: str, files: Mapping[str, FileFacts]) -> bytes:
    if name not in files:
        raise BundleError(f"{folder / LAYOUT.manifest}: names no {name}; fetch the bundle again")
    data = _read(folder, name)
    if file_facts(data) != files[name]:
        raise BundleError(
            f"{folder / name}: is not the file that the manifest names (size or sha256 differs); "
            "it was not loaded, fetch the bundle again"
        )
    return data


def _golden_case(plain: dict[str, Any]) -> GoldenCase:
    one, two, three = range(3)
    return GoldenCase(
        comment=Comment(
            text=plain["text"],
            id=plain["id"],
            page_title=plain["page_title"],
            parent_text=plain["parent_text"],
            language=plain["language"],
        ),
        at_least={
            Risk(risk): (values[one], values[two], values[three])
            for risk, values in plain["at_least"].items()
        },
    )
