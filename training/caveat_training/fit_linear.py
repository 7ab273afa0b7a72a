"""Fit the linear family: corpus and recipe in, the contents of a bundle out.

Deterministic: the same corpus, recipe and package versions give the same bytes. May import
``caveat`` and this room.
"""

import hashlib
import importlib.metadata
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from caveat.bundle import LAYOUT, MODEL_NAME, GoldenCase, file_facts, golden_line
from caveat.calibration import Sigmoid
from caveat.errors import CaveatError
from caveat.labels import ACTION_GRADE, MAX_GRADE, POLICY_VERSION, EvidenceKind, Risk
from caveat.linear import (
    FAMILY,
    OUTPUTS,
    WEIGHTS_FILE,
    Heads,
    LinearModel,
    context_terms,
    make_vectoriser,
)
from caveat.manifest import Manifest
from caveat.model import ModelIdentity, RiskModel
from caveat.policy import Policy
from caveat.reading import Reading, fold, read
from caveat.text import NORMALISATION_VERSION, normalise
from caveat_training.corpus import serialise
from caveat_training.example import Example
from caveat_training.metrics import Array
from caveat_training.recipe import LinearRecipe
from caveat_training.split import Split, only
from caveat_training.targets import Bools, grades, protected, targets
from caveat_training.thresholds import operating_points, prevalence_weights

GOLDEN_CASES = 40
MIN_POSITIVES = 5
_PACKAGES = ("numpy", "scipy", "scikit-learn", "phonenumbers", "emoji")


class FitError(CaveatError):
    """The corpus cannot be fitted; the message says what it lacks."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted bundle, not yet on disk."""

    manifest: Manifest
    contents: dict[str, bytes]


def fit(examples: Sequence[Example], recipe: LinearRecipe) -> Fitted:
    """Fit on the train and validation splits of `examples`; the test split is not looked at.

    Calibration and thresholds rest on cross-validated logits, grouped so that no minimal pair
    helps to judge its twin; the weights that ship are then fitted on everything but test.

    Raises
    ------
    FitError
        An output has too few positives to learn from.
    """
    development = only(examples, Split.TRAIN, Split.VALIDATION)
    truth = targets(development)
    for name, positives in zip(OUTPUTS, truth.sum(axis=0), strict=True):
        if positives < MIN_POSITIVES:
            raise FitError(
                f"{name}: {positives} examples outside the test split, fewer than "
                f"{MIN_POSITIVES}; the corpus is too small to fit"
            )
    readings = [read(example.comment) for example in development]
    held_out = _held_out_logits(development, readings, truth, recipe)
    calibration = _calibrate(development, held_out, truth, recipe)
    family = _fit_family(development, readings, truth, recipe)
    model = RiskModel(
        identity=ModelIdentity(MODEL_NAME, "", "", "", "", POLICY_VERSION),
        family=family,
        calibration=calibration,
        policy=Policy("default", 1, dict.fromkeys(Risk, 1.0)),
    )
    contents = {
        WEIGHTS_FILE: family.to_bytes(),
        LAYOUT.golden: _golden(model, development).encode(),
        LAYOUT.card: _card(development, recipe).encode(),
    }
    manifest = Manifest(
        family=FAMILY,
        policy_labels=POLICY_VERSION,
        normalisation=NORMALISATION_VERSION,
        calibration=calibration,
        operating_points=_operating_points(development, held_out, calibration, recipe),
        corpus={"sha256": corpus_digest(examples), "examples": len(examples)},
        recipe=recipe.plain(),
        packages={name: importlib.metadata.version(name) for name in _PACKAGES},
        files={name: file_facts(data) for name, data in contents.items()},
    )
    return Fitted(manifest, contents)


def corpus_digest(examples: Sequence[Example]) -> str:
    """sha256 of the corpus as it would be written, whatever files it stands in."""
    return hashlib.sha256(serialise(examples).encode()).hexdigest()


def _fit_family(
    examples: Sequence[Example], readings: Sequence[Reading], truth: Bools, recipe: LinearRecipe
) -> LinearModel:
    folded = [reading.folded for reading in readings]
    context = [context_terms(reading) for reading in readings]
    views = {
        "words": _fit_vectoriser("words", recipe.word_ngrams, recipe, folded),
        "characters": _fit_vectoriser("characters", recipe.character_ngrams, recipe, folded),
        "context": _fit_vectoriser("context", recipe.context_ngrams, recipe, context),
    }
    unfitted = Heads(np.empty((0, 0), np.float32), np.empty(0, np.float32))
    model = LinearModel(**views, heads=unfitted, kinds=unfitted)
    # Features weighed before the fit are the same model as weights weighed after it.
    weights = np.ones(model.features(readings[:1]).shape[1])
    weights[-len(views["context"].vocabulary_) :] = recipe.context_weight
    heads = _fit_heads(model.features(readings).multiply(weights).tocsr(), truth, recipe)
    heads = replace(heads, weights=(heads.weights * weights).astype(np.float32))
    return replace(model, heads=heads, kinds=_fit_kinds(model, examples, recipe))


def _fit_vectoriser(
    view: str, ngrams: tuple[int, int], recipe: LinearRecipe, documents: Sequence[str]
) -> TfidfVectorizer:
    return make_vectoriser(view, ngrams, min_df=recipe.min_comments).fit(documents)


def _fit_kinds(model: LinearModel, examples: Sequence[Example], recipe: LinearRecipe) -> Heads:
    """Learn what kind of evidence a run of marked words is."""
    marked = [
        (fold(normalise(example.text[mark.start : mark.end]).text), mark.kind)
        for example in examples
        for mark in example.evidence
    ]
    kinds = np.array([[kind is column for column in EvidenceKind] for _, kind in marked])
    for kind, count in zip(EvidenceKind, kinds.sum(axis=0), strict=True):
        if not count:
            raise FitError(f"no evidence of kind '{kind}' is marked outside the test split")
    return _fit_heads(model.comment_features([words for words, _ in marked]), kinds, recipe)


def _fit_heads(features: csr_matrix, truth: Bools, recipe: LinearRecipe) -> Heads:
    """One logistic regression per column of `truth`, shape ``(rows, heads)``."""
    fitted = [
        LogisticRegression(
            C=recipe.inverse_penalty,
            class_weight={False: 1.0, True: recipe.positive_weight},
            solver="liblinear",
            random_state=0,
        ).fit(features, column)
        for column in truth.T
    ]
    return Heads(
        weights=np.vstack([head.coef_ for head in fitted]).astype(np.float32),
        intercepts=np.concatenate([head.intercept_ for head in fitted]).astype(np.float32),
    )


def _held_out_logits(
    examples: Sequence[Example], readings: Sequence[Reading], truth: Bools, recipe: LinearRecipe
) -> Array:
    """Logits of each example by a model that saw neither it nor its group; ``(n, outputs)``."""
    logits = np.empty(truth.shape)
    groups = [example.group or example.id for example in examples]
    for fitted, held in GroupKFold(recipe.folds).split(truth, groups=groups):
        family = _fit_family(
            [examples[i] for i in fitted], [readings[i] for i in fitted], truth[fitted], recipe
        )
        logits[held] = family.logits([readings[i] for i in held])
    return logits


def _calibrate(
    examples: Sequence[Example], logits: Array, truth: Bools, recipe: LinearRecipe
) -> dict[str, Sigmoid]:
    """One sigmoid per output, weighted to the recipe's prevalence for the risks."""
    sigmoids: dict[str, Sigmoid] = {}
    for column, name in enumerate(OUTPUTS):
        weights = np.ones(len(examples))
        if column < len(Risk) * MAX_GRADE:
            risk = list(Risk)[column // MAX_GRADE]
            acted_on = grades(examples, risk) >= ACTION_GRADE
            weights = prevalence_weights(acted_on, recipe.prevalence)
        platt = LogisticRegression(C=1e6, solver="lbfgs").fit(
            logits[:, [column]], truth[:, column], sample_weight=weights
        )
        # A head that ranks worse than chance would turn its scores round: keep it flat instead.
        slope = max(float(platt.coef_[0, 0]), 1e-3)
        sigmoids[name] = Sigmoid(slope, float(platt.intercept_[0]))
    return sigmoids


def _operating_points(
    examples: Sequence[Example],
    logits: Array,
    calibration: dict[str, Sigmoid],
    recipe: LinearRecipe,
) -> dict[Risk, Any]:
    points = {}
    for risk in Risk:
        name = f"{risk}>={ACTION_GRADE}"
        points[risk] = operating_points(
            truth=grades(examples, risk) >= ACTION_GRADE,
            scores=calibration[name](logits[:, OUTPUTS.index(name)]),
            protected=protected(examples, risk),
            max_false_alarms=recipe.max_false_alarms,
            prevalence=recipe.prevalence,
            data=(
                f"{len(examples)} comments of the corpus, cross-validated; precision as if "
                f"{recipe.prevalence:.0%} were at the action line"
            ),
        )
    return points


def _golden(model: RiskModel, examples: Sequence[Example]) -> str:
    """Lines of comments evenly taken from the corpus, with what the model says of them."""
    step = max(1, len(examples) // GOLDEN_CASES)
    comments = [example.comment for example in examples[::step]][:GOLDEN_CASES]
    scores = model.score(comments)
    cases = [
        GoldenCase(comment, {risk: score.risks[risk].at_least for risk in Risk})
        for comment, score in zip(comments, scores, strict=True)
        if score.risks
    ]
    return "".join(golden_line(case) + "\n" for case in cases)


def _card(examples: Sequence[Example], recipe: LinearRecipe) -> str:
    """What is known of the model before it is evaluated; ``release`` adds the figures."""
    card = {
        "recipe": recipe.name,
        "fitted_on": {
            "examples": len(examples),
            **{
                str(risk): np.bincount(grades(examples, risk), minlength=MAX_GRADE + 1).tolist()
                for risk in Risk
            },
        },
    }
    return json.dumps(card, indent=1) + "\n"
