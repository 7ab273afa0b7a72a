"""Which language a comment is in, as far as its words tell.

May import ``labels`` and ``score``; py3langid belongs to this module.
"""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from caveat.labels import VALIDATED_LANGUAGES
from caveat.score import Language

UNDETERMINED = "und"
"""ISO 639-2's code for a language that could not be told."""

MIN_CONFIDENCE = 0.4
"""Below this the words are too few to tell ("idk lol"), and naming a language would mislead."""

CANDIDATES = (
    *("ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr"),
    *("hu", "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sr", "sv", "sw", "ta"),
    *("th", "tl", "tr", "uk", "ur", "vi", "zh"),
)
"""Languages that comments under health news are found in. Rarer ones are left out on purpose:
for a short English comment they would win by chance."""


def detect(text: str, stated: str = "") -> Language:
    """Find the language of `text`; `stated`, the caller's word, decides where words are few.

    ``validated`` is false only where the text is, with confidence, in a language that no
    evaluation has covered: "Address?" is not held against a scorer of English.
    """
    code, confidence = _identifier().classify(text)
    if confidence < MIN_CONFIDENCE:
        code = stated.lower().split("-")[0] or UNDETERMINED
    return Language(
        detected=code,
        confidence=float(confidence),
        validated=code in (*VALIDATED_LANGUAGES, UNDETERMINED),
    )


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(CANDIDATES)
    return identifier
