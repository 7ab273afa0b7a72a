"""A recipe: the settings of one fit, each file the difference from the defaults.

May import ``caveat.errors``.
"""

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from caveat.errors import CaveatError

RECIPES_DIR = Path(__file__).resolve().parent.parent / "recipes"


class RecipeError(CaveatError):
    """A recipe is missing or has a setting that does not exist or cannot be."""


@dataclass(frozen=True, slots=True)
class LinearRecipe:
    """How the linear family is fitted.

    Parameters
    ----------
    word_ngrams, character_ngrams
        Shortest and longest n-gram of the comment.
    context_ngrams
        The same for ``linear.context_terms``.
    context_weight
        What a context term counts for against one of the comment's own. A page title has so few
        words that at full weight they would outvote the comment.
    min_comments
        A term must stand in at least so many comments to get a weight.
    inverse_penalty
        scikit-learn's ``C``: the larger, the freer the weights.
    positive_weight
        What a comment at or above the grade counts for, against one below it.
    prevalence
        Share of comments at grade 2 or more, per risk, where the model will work. The corpus
        is rich in risk on purpose; probabilities are calibrated to this share instead.
    folds
        Parts of the grouped cross-validation behind calibration and thresholds.
    max_false_alarms
        Largest share of seekers, of warners and of all harmless comments that may be flagged
        at the default threshold.
    """

    name: str = "linear"
    word_ngrams: tuple[int, int] = (1, 2)
    character_ngrams: tuple[int, int] = (3, 5)
    context_ngrams: tuple[int, int] = (1, 1)
    context_weight: float = 0.3
    min_comments: int = 3
    inverse_penalty: float = 4.0
    positive_weight: float = 1.0
    prevalence: float = 0.05
    folds: int = 5
    max_false_alarms: float = 0.005

    def __post_init__(self) -> None:
        checks = {
            "word_ngrams": 1 <= self.word_ngrams[0] <= self.word_ngrams[1],
            "character_ngrams": 1 <= self.character_ngrams[0] <= self.character_ngrams[1],
            "context_ngrams": 1 <= self.context_ngrams[0] <= self.context_ngrams[1],
            "context_weight": self.context_weight > 0,
            "min_comments": self.min_comments >= 1,
            "inverse_penalty": self.inverse_penalty > 0,
            "positive_weight": self.positive_weight > 0,
            "prevalence": 0 < self.prevalence < 1,
            "folds": self.folds >= 2,
            "max_false_alarms": 0 < self.max_false_alarms < 1,
        }
        for name, holds in checks.items():
            if not holds:
                raise RecipeError(
                    f"recipe {self.name}: {name} = {getattr(self, name)!r} is out of range"
                )

    def plain(self) -> dict[str, Any]:
        """The settings as JSON holds them."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}


def read_recipe(name: str) -> LinearRecipe:
    """Read ``recipes/<name>.toml``, or the file that `name` is a path of.

    Raises
    ------
    RecipeError
        No such file, not TOML, or a setting that does not exist or cannot be.
    """
    path = Path(name) if name.endswith(".toml") else RECIPES_DIR / f"{name}.toml"
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = ", ".join(sorted(file.stem for file in RECIPES_DIR.glob("*.toml")))
        raise RecipeError(f"{path}: no such recipe; there are: {known}") from error
    except (OSError, ValueError) as error:
        raise RecipeError(f"{path}: cannot be read as TOML ({error})") from error
    known_names = {field.name for field in fields(LinearRecipe)} - {"name"}
    for setting in settings:
        if setting not in known_names:
            raise RecipeError(
                f"{path}: there is no setting '{setting}'; there are: "
                f"{', '.join(sorted(known_names))}"
            )
    values: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in settings.items()
    }
    try:
        return LinearRecipe(name=path.stem, **values)
    except (TypeError, IndexError) as error:
        raise RecipeError(f"{path}: a setting has a value of the wrong kind ({error})") from error
