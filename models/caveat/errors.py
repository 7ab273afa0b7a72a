"""The exceptions that Caveat raises on purpose.

Every message says what is wrong, where, and what to do about it, and none carries a
comment's words. May import nothing of the project.
"""


class CaveatError(Exception):
    """Root of every error that Caveat raises on purpose."""


class BundleError(CaveatError):
    """A bundle is missing, damaged, of an unknown format, or not what its manifest says."""


class RegistryError(CaveatError):
    """The model registry cannot be reached, or holds nothing under the name asked for."""


class ModelNotFoundError(RegistryError):
    """The registry answers, but has no such alias, version or digest."""


class MissingExtraError(CaveatError):
    """A command needs packages that only an optional extra installs."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"{package} is not installed; this command needs the '{extra}' extra: "
            f"pip install 'caveat[{extra}]'"
        )
