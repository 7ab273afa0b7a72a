"""Where Caveat keeps what it must remember on this machine, and which registry it asks.

May import nothing of the project.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of this machine.

    Parameters
    ----------
    folder
        From ``CAVEAT_HOME``, else ``$XDG_DATA_HOME/caveat``, else ``~/.local/share/caveat``.
    registry_uri
        An MLflow tracking URI, from ``CAVEAT_REGISTRY_URI``; else SQLite in `folder`.
    """

    folder: Path
    registry_uri: str

    @property
    def artifacts(self) -> Path:
        """Where the local registry keeps bundles; unused with a tracking server."""
        return self.folder / "artifacts"

    @property
    def cache(self) -> Path:
        """Bundles fetched before, one folder per digest."""
        return self.folder / "cache"

    @property
    def has_registry(self) -> bool:
        """Whether a registry was set, or a local one has been made."""
        return self.registry_uri != self.local_registry_uri or self._database.is_file()

    @property
    def local_registry_uri(self) -> str:
        return f"sqlite:///{self._database}"

    @property
    def _database(self) -> Path:
        return self.folder / "registry.db"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Home":
        """Read the settings; touches no disk."""
        variables = os.environ if environment is None else environment
        default = Path(variables.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "caveat"
        folder = Path(variables.get("CAVEAT_HOME") or default).absolute()
        home = cls(folder, "")
        return cls(folder, variables.get("CAVEAT_REGISTRY_URI") or home.local_registry_uri)
