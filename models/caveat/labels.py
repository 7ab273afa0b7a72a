"""The labelling policy as code: risks, grades, signals, evidence kinds, and their words.

Everything that needs a label's name or meaning (schemas, metrics, cards, the page) reads it
here, so that a label is added or reworded in one place. ``models/POLICY.md`` is the long form;
a test keeps the two in step. May import nothing of the project.
"""

from dataclasses import dataclass
from enum import StrEnum

POLICY_VERSION = "1.2"

MAX_GRADE = 3
"""Grades run from 0 (none) to 3 (severe)."""

ACTION_GRADE = 2
"""The lowest grade that asks anything of a moderator; a score is Pr(grade >= ACTION_GRADE)."""

VALIDATED_LANGUAGES = ("en",)
"""Languages whose scores have been measured on real comments; others are scored and say so."""


class Risk(StrEnum):
    """What a comment is scored for."""

    CLINIC_PROMOTION = "clinic_promotion"
    OVERCLAIMING = "overclaiming"


class Signal(StrEnum):
    """What else a comment does. Signals never lower or raise a recommendation."""

    ACCESS_SEEKING = "access_seeking"
    TESTIMONIAL = "testimonial"
    CAUTION = "caution"
    CONTACT_DETAILS = "contact_details"


LEARNED_SIGNALS = (Signal.ACCESS_SEEKING, Signal.TESTIMONIAL, Signal.CAUTION)
"""Signals that a model learns; ``contact_details`` is found by rule (``caveat.contacts``)."""


class EvidenceKind(StrEnum):
    """Why some words raise a grade: the reason code of an evidence span."""

    TARGET = "target"
    STEER = "steer"
    OFFER = "offer"
    EFFICACY = "efficacy"
    CURE = "cure"
    SAFETY = "safety"
    STATUS = "status"
    REPLACE_CARE = "replace_care"
    SUPPRESSION = "suppression"


KINDS_BY_RISK: dict[Risk, tuple[EvidenceKind, ...]] = {
    Risk.CLINIC_PROMOTION: (EvidenceKind.TARGET, EvidenceKind.STEER, EvidenceKind.OFFER),
    Risk.OVERCLAIMING: (
        EvidenceKind.EFFICACY,
        EvidenceKind.CURE,
        EvidenceKind.SAFETY,
        EvidenceKind.STATUS,
        EvidenceKind.REPLACE_CARE,
        EvidenceKind.SUPPRESSION,
    ),
}

RISK_OF_KIND: dict[EvidenceKind, Risk] = {
    kind: risk for risk, kinds in KINDS_BY_RISK.items() for kind in kinds
}

KIND_DEFINITIONS: dict[EvidenceKind, str] = {
    EvidenceKind.TARGET: "who or what the reader can reach",
    EvidenceKind.STEER: "the recommendation, invitation or hand-over",
    EvidenceKind.OFFER: (
        "seller voice, price as an offer, scarcity, referral code, fee-charging trial, "
        "disguised or unasked contact"
    ),
    EvidenceKind.EFFICACY: "flat claim of effect",
    EvidenceKind.CURE: "cured, gone, guaranteed recovery",
    EvidenceKind.SAFETY: "no side effects, harmless",
    EvidenceKind.STATUS: (
        "approval, legality, registration, success rate or publication used as proof"
    ),
    EvidenceKind.REPLACE_CARE: "stop or swap effective medicine",
    EvidenceKind.SUPPRESSION: "hidden because it cures",
}


@dataclass(frozen=True, slots=True)
class GradeDefinition:
    """One step of a risk's ladder."""

    grade: int
    name: str
    test: str


@dataclass(frozen=True, slots=True)
class RiskDefinition:
    """A risk in the words that a moderator and a rater share."""

    risk: Risk
    definition: str
    grades: tuple[GradeDefinition, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignalDefinition:
    """A signal: what it is, and the words that show it or look like it."""

    signal: Signal
    definition: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


RISKS: dict[Risk, RiskDefinition] = {
    Risk.CLINIC_PROMOTION: RiskDefinition(
        risk=Risk.CLINIC_PROMOTION,
        definition=(
            "moves a reader towards a particular seller, clinic or channel for an unproven "
            "intervention"
        ),
        grades=(
            GradeDefinition(
                0, "none", "no steer, or a steer only to something that is not unproven"
            ),
            GradeDefinition(1, "weak", "a steer without a target, or a target with a soft steer"),
            GradeDefinition(2, "clear", "a target and an explicit steer"),
            GradeDefinition(3, "severe", "a target, a steer, and commerce or recruiting"),
        ),
        examples=(
            "Nobody else gets near Dr Pell at Corvane Cell in Split. Book him and be done",
            "Our Antalya team has eight openings in June, deposit 900: beds@corvane.example",
        ),
        counter_examples=(
            "Which hospital was it? My husband's hands are going and we would travel",
            "Corvane Cell had 11,000 off us and not a thing changed. Stay away",
            "I'd a transplant at the university hospital after two drugs failed, quiet since",
        ),
    ),
    Risk.OVERCLAIMING: RiskDefinition(
        risk=Risk.OVERCLAIMING,
        definition="asserts more about effect, safety or status than the evidence carries",
        grades=(
            GradeDefinition(0, "none", "question, hope, own story, or a claim within the evidence"),
            GradeDefinition(1, "weak", "hedged or small stretch"),
            GradeDefinition(2, "clear", "flat claim past the evidence"),
            GradeDefinition(3, "severe", "absolute or dangerous"),
        ),
        examples=(
            "Cord cells regrow the nerve coating, that's settled science",
            "Ditch the infusions and take black cumin, nobody who does ever relapses again",
        ),
        counter_examples=(
            "Could this one day help people like my dad? I do hope so",
            "Six weeks after the injections I could do my own buttons. Might be chance",
            "Thirty people, a year, it looked safe; whether it works they can't yet say",
        ),
    ),
}

SIGNALS: dict[Signal, SignalDefinition] = {
    Signal.ACCESS_SEEKING: SignalDefinition(
        Signal.ACCESS_SEEKING,
        "asks where, how, who, how much, am I eligible, or volunteers",
        ("Is anywhere in Wales running this? SPMS, 61",),
        ("What stage is the research at?",),
    ),
    Signal.TESTIMONIAL: SignalDefinition(
        Signal.TESTIMONIAL,
        "reports what happened after an intervention to the writer or to someone they "
        "personally know",
        ("By the second month my sister could hold a cup",),
        ("Lovely staff and a warm waiting room",),
    ),
    Signal.CAUTION: SignalDefinition(
        Signal.CAUTION,
        "warns, reports failure, harm or regret, corrects, doubts, or states the limits of "
        "the evidence",
        ("We sold the car for it and he got nothing but an infection",),
        ("I've tried four tablets and none suited me, what else is there?",),
    ),
    Signal.CONTACT_DETAILS: SignalDefinition(
        Signal.CONTACT_DETAILS,
        "contains a phone, e-mail, handle, link, address or referral code, plain or disguised",
        ("ring me on 555 0147, my wife has it",),
        ("born 1955, diagnosed 2014, EDSS 6.5",),
    ),
}
