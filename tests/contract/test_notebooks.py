"""The notebooks run from top to bottom, and were saved with what they show."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_it_runs(file: Path) -> None:
    notebook = nbformat.read(file, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_it_keeps_its_pictures(file: Path) -> None:
    cells = [c for c in nbformat.read(file, as_version=4).cells if c.cell_type == "code"]
    assert all(cell.outputs for cell in cells)
    assert any("image/png" in o.get("data", {}) for cell in cells for o in cell.outputs)
