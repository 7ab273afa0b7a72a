"""The linear family: weighted word and character n-grams, one logit per grade and signal.

Small and fast, and its grounds are exact: a logit is a sum over terms, so what each word brought
to it is known. On disk it is plain arrays: nothing that runs, and equal fits give equal bytes. May
import ``errors``, ``labels``, ``reading`` and ``spans``; scikit-learn and safetensors belong to
this module.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from caveat.errors import BundleError
from caveat.labels import KINDS_BY_RISK, LEARNED_SIGNALS, MAX_GRADE, EvidenceKind, Risk
from caveat.reading import WORD, Reading, fold
from caveat.spans import Word

FAMILY = "linear"
WEIGHTS_FILE = "linear.safetensors"

OUTPUTS: tuple[str, ...] = (
    *(f"{risk}>={grade}" for risk in Risk for grade in range(1, MAX_GRADE + 1)),
    *LEARNED_SIGNALS,
)
"""Column names of ``logits``: per risk Pr(grade >= 1, 2, 3), then the learned signals."""

_ANALYSERS: Mapping[str, Mapping[str, str]] = {
    "words": {"token_pattern": WORD.pattern},
    "characters": {"analyzer": "char_wb"},
    "context": {"token_pattern": r"\S+"},
}
"""How each view of a comment is cut into terms."""

_CHUNK = re.compile(r"\S+")

Array = NDArray[np.float64]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heads:
    """Logistic regressions side by side.

    Parameters
    ----------
    weights
        Shape ``(heads, terms)``.
    intercepts
        Shape ``(heads,)``.
    """

    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]

    def logits(self, features: csr_matrix) -> Array:
        """Shape ``(rows of features, heads)``."""
        return np.asarray(features @ self.weights.T.astype(np.float64) + self.intercepts)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """N-gram weights that turn readings into logits, and logits into words.

    Parameters
    ----------
    words, characters
        Vectorisers of the folded comment.
    context
        Vectoriser of ``context_terms``.
    heads
        One head per name in ``OUTPUTS``, over the terms of words, characters and context.
    kinds
        One head per evidence kind, over the words and characters of a span.
    """

    words: TfidfVectorizer
    characters: TfidfVectorizer
    context: TfidfVectorizer
    heads: Heads
    kinds: Heads

    def logits(self, readings: Sequence[Reading]) -> Array:
        """Raw logits, shape ``(len(readings), len(OUTPUTS))``, columns as ``OUTPUTS``."""
        if not readings:
            return np.empty((0, len(OUTPUTS)))
        return self.heads.logits(self.features(readings))

    def features(self, readings: Sequence[Reading]) -> csr_matrix:
        """Shape ``(len(readings), terms)``: words, then characters, then context."""
        comments = self.comment_features([reading.folded for reading in readings])
        context = self.context.transform([context_terms(reading) for reading in readings])
        return hstack([comments, context], format="csr")

    def comment_features(self, folded: Sequence[str]) -> csr_matrix:
        """The part of ``features`` that stands for the comment's own words."""
        parts = [self.words.transform(folded), self.characters.transform(folded)]
        return hstack(parts, format="csr")

    def word_weights(self, reading: Reading, output: str) -> tuple[list[Word], Array]:
        """What each word of the normalised comment brings to the logit of `output`.

        A term's part is shared evenly among the places where it stands, and a place's part
        among the words it touches, so the weights sum to the logit less the intercept and
        what the context brings.
        """
        text = reading.folded
        words = [Word(match.start(), match.end()) for match in _CHUNK.finditer(text)]
        coefficients = self.heads.weights[OUTPUTS.index(output)].astype(np.float64)
        weights = np.zeros(len(words))
        offset = 0
        for vectoriser, places_of in (
            (self.words, _word_places),
            (self.characters, _character_places),
        ):
            places = _places_by_term(places_of(text, vectoriser.ngram_range), vectoriser)
            row = vectoriser.transform([text])
            for term, value in zip(row.indices, row.data, strict=True):
                _share(value * coefficients[offset + term], places[term], words, weights)
            offset += len(vectoriser.vocabulary_)
        return words, weights

    def kind_of(self, words: str, risk: Risk) -> EvidenceKind:
        """The likeliest kind of `words` (a slice of normalised text) among those of `risk`."""
        scores = self.kinds.logits(self.comment_features([fold(words)]))[0]
        likelihood = dict(zip(EvidenceKind, scores, strict=True))
        return max(KINDS_BY_RISK[risk], key=lambda kind: likelihood[kind])

    def to_bytes(self) -> bytes:
        """The weights file; equal models give equal bytes."""
        tensors: dict[str, NDArray[Any]] = {
            "heads.weights": self.heads.weights,
            "heads.intercepts": self.heads.intercepts,
            "kinds.weights": self.kinds.weights,
            "kinds.intercepts": self.kinds.intercepts,
        }
        for view in _ANALYSERS:
            vectoriser: TfidfVectorizer = getattr(self, view)
            terms = sorted(vectoriser.vocabulary_, key=vectoriser.vocabulary_.__getitem__)
            tensors[f"{view}.terms"] = np.frombuffer("\n".join(terms).encode(), dtype=np.uint8)
            tensors[f"{view}.idf"] = vectoriser.idf_.astype(np.float32)
            tensors[f"{view}.ngrams"] = np.array(vectoriser.ngram_range, dtype=np.int64)
        return safetensors.numpy.save(tensors)

    @classmethod
    def from_bytes(cls, data: bytes) -> "LinearModel":
        """Read a weights file: plain arrays, from which nothing can run.

        Raises
        ------
        BundleError
            The bytes are no such file, or its arrays do not fit together.
        """
        try:
            tensors = safetensors.numpy.load(data)
            views = {view: _vectoriser(view, tensors) for view in _ANALYSERS}
            heads, kinds = (
                Heads(tensors[f"{name}.weights"], tensors[f"{name}.intercepts"])
                for name in ("heads", "kinds")
            )
        except Exception as error:  # each layer has its own for damage
            raise BundleError(
                f"{WEIGHTS_FILE}: is not a linear model's weights ({type(error).__name__}); "
                "fetch or train the bundle again"
            ) from error
        sizes = [len(view.vocabulary_) for view in views.values()]
        shapes = (heads.weights.shape, kinds.weights.shape)
        if shapes != ((len(OUTPUTS), sum(sizes)), (len(EvidenceKind), sum(sizes[:2]))):
            raise BundleError(
                f"{WEIGHTS_FILE}: {shapes} weights do not fit {sizes} terms; fetch or train the "
                "bundle again"
            )
        return cls(**views, heads=heads, kinds=kinds)


def make_vectoriser(view: str, ngrams: tuple[int, int], **settings: Any) -> TfidfVectorizer:
    """A vectoriser of one view (``words``, ``characters``, ``context``), not fitted yet."""
    return TfidfVectorizer(
        ngram_range=ngrams,
        lowercase=False,  # the text is folded already, by a rule that moves no offset
        sublinear_tf=True,
        **_ANALYSERS[view],
        **settings,
    )


def context_terms(reading: Reading) -> str:
    """Context as space-separated terms: page and parent words apart, and facts of form."""
    terms = [f"page:{word}" for word in WORD.findall(fold(reading.page))]
    terms += [f"parent:{word}" for word in WORD.findall(fold(reading.parent))]
    terms += sorted({f"has:{contact.kind}" for contact in reading.contacts})
    terms += [name for name in ("page", "parent") if getattr(reading, name)]
    return " ".join(terms)


def _word_places(text: str, ngram_range: tuple[int, int]) -> Iterator[tuple[str, Place]]:
    """Each word n-gram as scikit-learn makes it, and where it stands."""
    words = [(match.group(), match.start(), match.end()) for match in WORD.finditer(text)]
    for size in range(ngram_range[0], ngram_range[1] + 1):
        for first in range(len(words) - size + 1):
            gram = words[first : first + size]
            yield " ".join(word for word, _, _ in gram), (gram[0][1], gram[-1][2])


def _character_places(text: str, ngram_range: tuple[int, int]) -> Iterator[tuple[str, Place]]:
    """Each n-gram of scikit-learn's ``char_wb``, and the word that it stands in."""
    for chunk in _CHUNK.finditer(text):
        padded = f" {chunk.group()} "
        for size in range(ngram_range[0], ngram_range[1] + 1):
            for first in range(max(1, len(padded) - size + 1)):
                yield padded[first : first + size], chunk.span()
            if len(padded) <= size:  # char_wb counts a short word once
                break


def _places_by_term(
    places: Iterable[tuple[str, Place]], vectoriser: TfidfVectorizer
) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    for term, place in places:
        index = vectoriser.vocabulary_.get(term)
        if index is not None:
            found[index].append(place)
    return found


def _share(value: float, places: list[Place], words: Sequence[Word], weights: Array) -> None:
    """Add `value` to `weights`, evenly over places and over the words of each place."""
    for start, end in places:
        first = bisect_right(words, start, key=lambda word: word.end)
        last = bisect_left(words, end, key=lambda word: word.start)
        weights[first:last] += value / len(places) / (last - first)


def _vectoriser(view: str, tensors: Mapping[str, NDArray[Any]]) -> TfidfVectorizer:
    terms = tensors[f"{view}.terms"].tobytes().decode().split("\n")
    first, last = (int(size) for size in tensors[f"{view}.ngrams"])
    vectoriser = make_vectoriser(view, (first, last), vocabulary=terms)
    vectoriser.idf_ = tensors[f"{view}.idf"].astype(np.float64)
    return vectoriser
