"""Bundles fetched before, and what the registry last said of a name: for when it does not answer.

May import ``bundle``.
"""

import contextlib
import json
import os
import re
import shutil
from pathlib import Path

from caveat.bundle import Bundle, open_bundle
from caveat.errors import BundleError

DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class Cache:
    """One folder per digest, and one file of last answers.

    Parameters
    ----------
    folder
        Made when something is first kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def bundle(self, digest: str) -> Bundle | None:
        """The intact bundle of `digest`, or None; a damaged one is removed.

        Raises
        ------
        BundleError
            `digest` is not of the form ``sha256:…``.
        """
        kept = self._place(digest)
        if not kept.is_dir():
            return None
        try:
            bundle = open_bundle(kept)
        except BundleError:
            shutil.rmtree(kept, ignore_errors=True)
            return None
        return bundle if bundle.digest == digest else None

    def keep(self, folder: Path, digest: str) -> None:
        """Move the bundle in `folder` here; where another process was faster, leave it.

        Raises
        ------
        BundleError
            `digest` is not of the form ``sha256:…``.
        OSError
            The disk refuses.
        """
        kept = self._place(digest)
        if not kept.exists():
            shutil.move(folder, kept)

    def remember(self, reference: str, version: str, digest: str) -> None:
        """Note what `reference` means now. A disk that refuses costs the note, nothing else."""
        notes = self._notes()
        if notes.get(reference) == [version, digest]:
            return
        with contextlib.suppress(OSError):
            draft = self._notes_file.with_suffix(f".{os.getpid()}")
            draft.write_text(json.dumps({**notes, reference: [version, digest]}), encoding="utf-8")
            draft.replace(self._notes_file)

    def recall(self, reference: str) -> tuple[Bundle, str] | None:
        """The bundle and version that `reference` last meant, if they are still here."""
        version, digest = self._notes().get(reference, ("", ""))
        bundle = self.bundle(digest) if digest else None
        return None if bundle is None else (bundle, version)

    def _place(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise BundleError(
                "the registry names a version without a sha256 digest; it was not fetched, "
                "register it with 'caveat-train release'"
            )
        return self.folder / digest.removeprefix("sha256:")

    @property
    def _notes_file(self) -> Path:
        return self.folder / "last-known.json"

    def _notes(self) -> dict[str, list[str]]:
        try:
            notes: dict[str, list[str]] = json.loads(self._notes_file.read_bytes())
        except (OSError, ValueError):
            return {}
        return notes
