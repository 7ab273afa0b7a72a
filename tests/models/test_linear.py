"""The grounds of a linear score are exact, and its weights load without running anything."""

from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from caveat.bundle import LAYOUT, Bundle
from caveat.comment import Comment
from caveat.errors import BundleError
from caveat.labels import EvidenceKind, Risk
from caveat.linear import OUTPUTS, LinearModel
from caveat.model import RiskModel
from caveat.reading import Reading, read

TEXTS = (
    "Don't mess about, Dr Aydan at Bosfor Cell in Istanbul is the one. Google him",
    "stem cells  stem cells\n\nSTEM CELLS!!! 💉 call 555 0134",
    "İstanbul'da kök hücre, straße, ﬁne",
    "a",
    "🙏🙏",
)


def context_part(family: LinearModel, reading: Reading, output: str) -> float:
    """What context and the intercept bring to a logit."""
    head = OUTPUTS.index(output)
    own = len(family.words.vocabulary_) + len(family.characters.vocabulary_)
    context = family.features([reading])[:, own:]
    weights = family.heads.weights[head, own:].astype(np.float64)
    return float((context @ weights)[0] + family.heads.intercepts[head])


def assert_sums(family: LinearModel, comment: Comment) -> None:
    reading = read(comment)
    logits = family.logits([reading])[0]
    for output in OUTPUTS:
        words, weights = family.word_weights(reading, output)
        assert len(words) == len(weights)
        total = weights.sum() + context_part(family, reading, output)
        assert total == pytest.approx(logits[OUTPUTS.index(output)], abs=1e-9)


@pytest.mark.parametrize("text", TEXTS)
def test_word_weights_sum_to_the_logit(model: RiskModel, text: str) -> None:
    assert_sums(model.family, Comment(text, page_title="Reviews", parent_text="Which clinic?"))


@settings(max_examples=150)
@given(text=st.text(alphabet=st.characters(codec="utf-8")))
def test_word_weights_sum_to_the_logit_on_any_text(model: RiskModel, text: str) -> None:
    assert_sums(model.family, Comment(text))


def test_logits_of_nothing_have_their_columns(model: RiskModel) -> None:
    assert model.family.logits([]).shape == (0, len(OUTPUTS))


def test_kinds_belong_to_their_risk(model: RiskModel) -> None:
    assert (
        model.family.kind_of("cures every kind of cancer", Risk.OVERCLAIMING) is EvidenceKind.CURE
    )
    assert model.family.kind_of("call +44 1632 960177", Risk.CLINIC_PROMOTION) in {
        EvidenceKind.OFFER,
        EvidenceKind.TARGET,
        EvidenceKind.STEER,
    }


def test_weights_survive_writing_and_reading_byte_for_byte(
    shipped: Bundle, model: RiskModel
) -> None:
    data = shipped.contents[LAYOUT.weights]
    assert LinearModel.from_bytes(data).to_bytes() == data
    reading = read(Comment(TEXTS[0]))
    again = LinearModel.from_bytes(data).logits([reading])
    np.testing.assert_array_equal(again, model.family.logits([reading]))


def tensors(model: RiskModel, **changes: NDArray[Any]) -> bytes:
    return safetensors.numpy.save({**safetensors.numpy.load(model.family.to_bytes()), **changes})


def test_other_contents_are_refused(model: RiskModel) -> None:
    short = model.family.heads.weights[:, 1:].copy()
    few = np.frombuffer(b"a\nb", dtype=np.uint8)
    for data in (
        b"",
        b"\x80\x04\x95 a pickle begins like this",
        safetensors.numpy.save({"words.terms": few}),
        tensors(model, **{"heads.weights": short}),
        tensors(model, **{"words.terms": few}),
        tensors(model, **{"words.ngrams": np.array([1, 2, 3])}),
        tensors(model, **{"words.terms": np.frombuffer(b"\xff\xfe", dtype=np.uint8)}),
    ):
        with pytest.raises(BundleError, match=r"^linear\.safetensors: "):
            LinearModel.from_bytes(data)
