"""What the whole model promises, whatever family is behind it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import caveat
from caveat.comment import Comment
from caveat.labels import Risk, Signal
from caveat.model import RiskModel
from caveat.score import AbstainCode, Explain

COMMENTS = [
    Comment("Where can I get this? SPMS since 2011", id="a"),
    Comment("", id="b"),
    Comment("WhatsApp Dr Osei on +44 1632 960177, he cures MS", id="c", page_title="News"),
]


def test_order_ids_and_length_are_kept(model: RiskModel) -> None:
    assert [score.id for score in model.score(COMMENTS)] == ["a", "b", "c"]
    assert model.score([]) == []


def test_a_comment_s_score_does_not_depend_on_its_neighbours(model: RiskModel) -> None:
    together = model.score(COMMENTS)
    assert together == [model.score([comment])[0] for comment in COMMENTS]


def test_an_abstention_has_no_scores(model: RiskModel) -> None:
    empty = model.score(COMMENTS)[1]
    assert empty.abstained is AbstainCode.TOO_SHORT
    assert not empty.risks
    assert not empty.signals


@settings(max_examples=100)
@given(text=st.text(), page=st.text(max_size=50))
def test_any_text_gets_ordered_probabilities_and_exact_spans(
    model: RiskModel, text: str, page: str
) -> None:
    [score] = model.score([Comment(text, page_title=page)])
    for of_risk in score.risks.values():
        one, two, three = of_risk.at_least
        assert 1 >= one >= two >= three >= 0
    for span in score.spans:
        assert span.text == text[span.start : span.end]
        assert span.text
    assert score.input.chars == len(text)


def test_reasons_are_the_kinds_of_the_spans(model: RiskModel) -> None:
    seller = model.score(COMMENTS)[2]
    for risk in Risk:
        kinds = {span.kind for span in seller.spans if span.risk is risk}
        assert set(seller.risks[risk].reasons) == kinds
    assert model.score(COMMENTS, Explain.NONE)[2].risks[Risk.OVERCLAIMING].reasons == ()


def test_contact_details_are_a_matter_of_rule(model: RiskModel) -> None:
    seeker, _, seller = model.score(COMMENTS)
    assert seeker.signals[Signal.CONTACT_DETAILS] == 0.0
    assert seller.signals[Signal.CONTACT_DETAILS] == 1.0


def test_long_text_is_read_whole(model: RiskModel) -> None:
    [score] = model.score([Comment("It was a long road. " * 1000 + "Call Dr Osei, he cures MS")])
    assert not score.input.truncated
    assert score.input.tokens > 4000


def test_the_public_names() -> None:
    assert caveat.__all__ == [
        "BundleError",
        "CaveatError",
        "Comment",
        "CommentScore",
        "EvidenceKind",
        "Explain",
        "ModelNotFoundError",
        "Policy",
        "Recommendation",
        "RegistryError",
        "Risk",
        "RiskModel",
        "RiskScore",
        "Signal",
        "Span",
        "load",
    ]
    for name in caveat.__all__:
        assert getattr(caveat, name).__module__.startswith("caveat.")
    with pytest.raises(AttributeError, match="no public name 'Scorer'"):
        _ = caveat.Scorer
