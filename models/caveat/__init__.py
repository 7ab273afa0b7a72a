"""Caveat scores reader comments for promotion of unproven clinics and for overclaiming.

    >>> import caveat
    >>> model = caveat.load()
    >>> [score] = model.score([caveat.Comment("Where can I get this? SPMS since 2011")])
    >>> model.policy.recommend(score)
    <Recommendation.ALLOW: 'allow'>

Public names are imported when first asked for: scikit-learn takes a second to load, and
``caveat --help`` should not wait for it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caveat.comment import Comment as Comment
    from caveat.errors import BundleError as BundleError
    from caveat.errors import CaveatError as CaveatError
    from caveat.errors import ModelNotFoundError as ModelNotFoundError
    from caveat.errors import RegistryError as RegistryError
    from caveat.labels import EvidenceKind as EvidenceKind
    from caveat.labels import Risk as Risk
    from caveat.labels import Signal as Signal
    from caveat.loading import load as load
    from caveat.model import RiskModel as RiskModel
    from caveat.policy import Policy as Policy
    from caveat.policy import Recommendation as Recommendation
    from caveat.score import CommentScore as CommentScore
    from caveat.score import Explain as Explain
    from caveat.score import RiskScore as RiskScore
    from caveat.score import Span as Span

__version__ = "0.1.0"

_HOMES = {
    "BundleError": "errors",
    "CaveatError": "errors",
    "Comment": "comment",
    "CommentScore": "score",
    "EvidenceKind": "labels",
    "Explain": "score",
    "ModelNotFoundError": "errors",
    "Policy": "policy",
    "Recommendation": "policy",
    "RegistryError": "errors",
    "Risk": "labels",
    "RiskModel": "model",
    "RiskScore": "score",
    "Signal": "labels",
    "Span": "score",
    "load": "loading",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 - the table above is the list


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'caveat' has no public name {name!r}")
    return getattr(import_module(f"caveat.{_HOMES[name]}"), name)
