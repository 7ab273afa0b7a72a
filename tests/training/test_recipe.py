"""Recipes say what they cannot be."""

from pathlib import Path

import pytest

from caveat_training.recipe import RECIPES_DIR, LinearRecipe, RecipeError, read_recipe


def test_every_recipe_of_the_project_is_read() -> None:
    names = [file.stem for file in RECIPES_DIR.glob("*.toml")]
    assert "linear" in names
    assert [read_recipe(name).name for name in names] == names


def test_a_file_overrides_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("word_ngrams = [1, 3]\nfolds = 3\n")
    assert read_recipe(str(file)) == LinearRecipe(name="mine", word_ngrams=(1, 3), folds=3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fold = 3", "no setting 'fold'"),
        ("folds = 1", "folds = 1 is out of range"),
        ("folds = 'many'", "wrong kind"),
        ("word_ngrams = [2, 1]", "out of range"),
        ("word_ngrams = []", "wrong kind"),
        ("prevalence = 1.5", "out of range"),
        ("folds =", "TOML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(text)
    with pytest.raises(RecipeError, match=words):
        read_recipe(str(file))


def test_a_missing_recipe_says_which_there_are() -> None:
    with pytest.raises(RecipeError, match=r"there are: .*linear"):
        read_recipe("quadratic")
