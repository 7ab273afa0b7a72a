"""How much the corpus repeats itself, and how well it can be told from real text.

Real text stays where it is: only figures come out, and words that occur in both. Pure but for
``run``. May import ``audit``, ``corpus``, ``mine`` and ``caveat``; scikit-learn tells them apart.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from caveat.reading import WORD, fold
from caveat_training.audit import character_grams
from caveat_training.corpus import read_corpus
from caveat_training.example import Example
from caveat_training.mine import read_texts

NGRAM = 5
SHARED_FROM = 8
"""Shorter runs of words than this are anybody's."""

TELLING_WORDS = 30
_SEED = 0
_ROWS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Form:
    """How a set of texts looks on the page; shares are of texts.

    Parameters
    ----------
    words
        10th, 50th and 90th percentile of the number of words.
    """

    texts: int
    words: tuple[float, float, float]
    starts_lower_case: float
    ends_without_stop: float
    has_exclamation: float
    has_question: float
    has_word_in_capitals: float
    has_digit: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """What ``compare`` found.

    Parameters
    ----------
    distinct_ngrams
        Share of all word 5-grams of the corpus that occur once or for the first time.
    longest_shared_run
        Most words in a row that a real text shares with the corpus, 0 below ``SHARED_FROM``;
        idioms make about a dozen.
    nearest_within, nearest_across
        Median cosine of each comment to the nearest of its own register and of another.
    told_apart
        Cross-validated ROC AUC of a word classifier between as many corpus and real texts of
        like length; 0.5 would be no telling.
    telling_ours, telling_real
        Words that weigh most for either side.
    """

    distinct_ngrams: float
    longest_shared_run: int
    nearest_within: float
    nearest_across: float
    told_apart: float
    telling_ours: list[str]
    telling_real: list[str]
    ours: Form
    real: Form


def run(files: Sequence[Path], corpus: Path | None) -> int:
    """Print the comparison as JSON; returns the exit code.

    Raises
    ------
    CaveatError
        A file cannot be read.
    """
    examples = read_corpus(corpus) if corpus else read_corpus()
    real = [comment.text for file in files for comment in read_texts(file)]
    print(json.dumps(asdict(compare(examples, real)), indent=1, ensure_ascii=False))
    return 0


def compare(examples: Sequence[Example], real: Sequence[str]) -> Likeness:
    """Compare the corpus with itself and with `real` texts."""
    ours = [example.text for example in examples]
    within, across = _nearest(examples)
    chosen_ours, chosen_real = _of_like_length(ours, real)
    auc, telling_ours, telling_real = _tell_apart(chosen_ours, chosen_real)
    return Likeness(
        distinct_ngrams=_distinct_ngrams(ours),
        longest_shared_run=_longest_shared_run(ours, real),
        nearest_within=within,
        nearest_across=across,
        told_apart=auc,
        telling_ours=telling_ours,
        telling_real=telling_real,
        ours=form(ours),
        real=form(real),
    )


def form(texts: Sequence[str]) -> Form:
    """Describe the look of `texts`."""

    def share(holds: Iterable[bool]) -> float:
        return float(np.mean(list(holds)))

    lengths = np.percentile([len(text.split()) for text in texts], [10, 50, 90])
    return Form(
        texts=len(texts),
        words=(float(lengths[0]), float(lengths[1]), float(lengths[2])),
        starts_lower_case=share(text.lstrip()[:1].islower() for text in texts),
        ends_without_stop=share(text.rstrip()[-1:] not in ".!?…" for text in texts),
        has_exclamation=share("!" in text for text in texts),
        has_question=share("?" in text for text in texts),
        has_word_in_capitals=share(
            any(word.isupper() and len(word) > 3 for word in text.split()) for text in texts
        ),
        has_digit=share(any(c.isdigit() for c in text) for text in texts),
    )


def _distinct_ngrams(texts: Sequence[str]) -> float:
    found = list(chain.from_iterable(_word_ngrams(fold(text), NGRAM) for text in texts))
    return len(set(found)) / len(found) if found else 1.0


def _longest_shared_run(ours: Sequence[str], real: Sequence[str]) -> int:
    known = set(chain.from_iterable(_word_ngrams(text.lower(), SHARED_FROM) for text in ours))
    longest = 0
    for text in real:
        run = 0
        for gram in _word_ngrams(text.lower(), SHARED_FROM):
            run = run + 1 if gram in known else 0
            longest = max(longest, run + SHARED_FROM - 1 if run else 0)
    return longest


def _word_ngrams(text: str, size: int) -> Iterable[tuple[str, ...]]:
    words = WORD.findall(text)
    return zip(*(words[start:] for start in range(size)), strict=False)


def _nearest(examples: Sequence[Example]) -> tuple[float, float]:
    """Median cosine to the nearest neighbour within and across registers; pairs left out."""
    grams = character_grams([example.text for example in examples])
    registers = np.array([example.register for example in examples])
    groups = np.array([example.group or example.id for example in examples])
    within, across = [], []
    for start in range(0, len(examples), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        cosines = (grams[rows] @ grams.T).toarray()
        cosines[groups[rows, None] == groups[None, :]] = -1.0
        same = registers[rows, None] == registers[None, :]
        within.append(np.where(same, cosines, -1.0).max(axis=1))
        across.append(np.where(same, -1.0, cosines).max(axis=1))
    return float(np.median(np.concatenate(within))), float(np.median(np.concatenate(across)))


def _of_like_length(ours: Sequence[str], real: Sequence[str]) -> tuple[list[str], list[str]]:
    """As many of each per length band, at random: length alone must not tell them apart."""
    generator = np.random.default_rng(_SEED)

    def bands(texts: Sequence[str]) -> NDArray[np.int64]:
        return np.array([min(len(text.split()), 511).bit_length() for text in texts])

    chosen: tuple[list[str], list[str]] = ([], [])
    our_bands, real_bands = bands(ours), bands(real)
    for band in np.unique(our_bands):
        mine, theirs = np.flatnonzero(our_bands == band), np.flatnonzero(real_bands == band)
        count = min(len(mine), len(theirs))
        for rows, texts, out in ((mine, ours, chosen[0]), (theirs, real, chosen[1])):
            out.extend(texts[i] for i in generator.choice(rows, count, replace=False))
    return chosen


def _tell_apart(ours: Sequence[str], real: Sequence[str]) -> tuple[float, list[str], list[str]]:
    vectoriser = TfidfVectorizer(token_pattern=WORD.pattern, lowercase=False, min_df=5)
    features = vectoriser.fit_transform([fold(text) for text in (*ours, *real)])
    truth = np.array([True] * len(ours) + [False] * len(real))
    model = LogisticRegression(solver="liblinear", random_state=_SEED)
    scores = cross_val_predict(model, features, truth, cv=5, method="decision_function")
    order = np.argsort(model.fit(features, truth).coef_[0])
    words = vectoriser.get_feature_names_out()
    return (
        float(roc_auc_score(truth, scores)),
        [str(words[i]) for i in order[::-1][:TELLING_WORDS]],
        [str(words[i]) for i in order[:TELLING_WORDS]],
    )
