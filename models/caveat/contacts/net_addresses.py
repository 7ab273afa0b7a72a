"""E-mail and web addresses in normalised text, plain, spelled out or masked.

Owns the endings that make "word.word" an address rather than a missing space after a full stop.
May import the standard library only.
"""

import re
from collections.abc import Iterator

__all__ = ["emails", "links"]

# Endings that are no word a sentence could start with, so "clinic.example" is an address alone.
_SURE_ENDINGS = """
    com net org edu gov info biz mil int io ly example invalid xyz uk eu nl nz za ng gh ke mx jp cn
    kr ru dk cz pk vn hk tw kz ua bg rs lt lv ee app dev
"""
# Endings that are also words ("day.At", "meses.de", "acid.ph"): an address only with a path, a
# scheme, a second level ("co.in") or a known host.
_UNSURE_ENDINGS = """
    at au be br ca ch cl co de do es fi fr gr hr hu id ie il in ir is it la lk ma md me mu my no np
    pe ph pl pt ro sa se sg si so th to tr tv tz ug us clinic health care shop store online site
    website club life live world center doctor bio link page space blog news today ai am cc gl gd
"""
_SURE = frozenset(_SURE_ENDINGS.split())
_UNSURE = frozenset(_UNSURE_ENDINGS.split())
_SECOND_LEVEL = "ac|co|com|edu|go|gob|gov|ne|net|nhs|or|org"
_SURE_TLD = "|".join(sorted(_SURE))
_ANY_TLD = "|".join(sorted(_SURE | _UNSURE))
_KNOWN_HOST = re.compile(
    r"(?:youtu\.be|t\.me|wa\.me|fb\.me|m\.me|paypal\.me|goo\.gl|redd\.it|amzn\.to|lnkd\.in|is\.gd"
    r"|linktr\.ee|instagr\.am|t\.co|g\.co)\Z",
    re.IGNORECASE,
)

_MASKED_EMAIL = re.compile(r"<e-?mail>|\[e-?mail(?: protected)?\]", re.IGNORECASE)
# A mask, or the place where the link is said to stand.
_MASKED_LINK = re.compile(
    r"<(?:url|link|website)>|\[url\]"
    r"|\blinks?(?:'s| is| are)? (?:in|on) (?:my |the )?(?:bio|profile)\b",
    re.IGNORECASE,
)

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(
    rf"(?<![\w.+%'-])[\w.+%'-]{{1,64}}@(?:{_LABEL}\.){{1,4}}[^\W\d_]{{2,24}}(?![\w-])"
)
_BRACKETED_DOT = r"\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?"
_LOOSE_DOT = rf"(?:{_BRACKETED_DOT}|\s+dot\s*|\s?\.\s?)"
_SPOKEN_DOT = rf"(?:{_BRACKETED_DOT}|\s+dot\s*)"
_EMAIL_APART = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:\s?@\s?|\s?[\[({<]\s?(?:at|@)\s?[\])}>]\s?)"
    rf"(?!user\b)[A-Za-z][\w-]{{1,62}}(?:{_LOOSE_DOT}[\w-]{{1,63}}){{0,3}}?"
    rf"(?:{_LOOSE_DOT}(?:{_SURE_TLD})|{_SPOKEN_DOT}(?:{_ANY_TLD}))(?![\w-])",
    re.IGNORECASE,
)
_EMAIL_SPOKEN = re.compile(
    r"(?<![\w.+-])(?:[\w-]{1,30}\sdot\s){0,3}[\w.+-]{1,64}\sat\s"
    rf"[\w-]{{1,63}}(?:{_SPOKEN_DOT}[\w-]{{1,63}}){{0,3}}?{_SPOKEN_DOT}(?:{_ANY_TLD})(?![\w-])",
    re.IGNORECASE,
)

_PATH = r"(?:[/?#:][^\s<>\"]{0,2000})?"
_SCHEME = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]{2,2000}", re.IGNORECASE)
_DOMAIN = re.compile(
    rf"(?<![\w@.-])((?:[A-Za-z0-9-]{{1,63}}\.){{1,4}})([A-Za-z]{{2,12}})(?![\w@-])({_PATH})"
)
_DOMAIN_APART = re.compile(
    rf"(?<![\w@.-])(?!(?:the|an|this|that|dot|my|every)\s)[\w-]{{2,63}}(?:{_SPOKEN_DOT}[\w-]{{2,63}}){{0,2}}?"
    rf"(?:{_SPOKEN_DOT}(?:{_SURE_TLD})|\s\.\s?(?:com|net|org|example))(?![\w-])"
    r"(?:\s?(?:slash|/)\s?[\w-]+)*",
    re.IGNORECASE,
)
_SECOND = re.compile(rf"\.(?:{_SECOND_LEVEL})\.\Z", re.IGNORECASE)
_TRAILING = ".,;:!?)]}'\"*"


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of e-mail addresses; one may come back from more than one pattern."""
    patterns = [_EMAIL, _EMAIL_APART] if "@" in text else []
    if "(" in text or "[" in text or "<" in text or "{" in text:
        patterns += [_MASKED_EMAIL, _EMAIL_APART]
    if "dot" in text.lower():
        patterns.append(_EMAIL_SPOKEN)
    for pattern in dict.fromkeys(patterns):
        for match in pattern.finditer(text):
            yield match.span()


def links(text: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of web addresses, without the punctuation that follows them."""
    if "." in text:
        yield from _written_links(text)
    small = text.lower()
    if "dot" in small or " ." in text or "[.]" in text or "(.)" in text:
        yield from (match.span() for match in _DOMAIN_APART.finditer(text))
    if "link" in small or "<" in text or "[" in text:
        yield from (match.span() for match in _MASKED_LINK.finditer(text))


def _written_links(text: str) -> Iterator[tuple[int, int]]:
    for match in _SCHEME.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip(_TRAILING))
    for match in _DOMAIN.finditer(text):
        if _is_domain(match[1], match[2], match[3]):
            yield match.start(), match.start() + len(match[0].rstrip(_TRAILING))


def _is_domain(labels: str, tld: str, path: str) -> bool:
    """Tell an address from two sentences without a space between them.

    `labels` keeps its last full stop; a capital behind it begins a sentence, unless all is upper.
    """
    if not tld.islower() and not (labels + tld).isupper():
        return False
    name, ending = labels.rstrip("."), tld.lower()
    if len(name) == 1 or name.isdigit():
        return bool(_KNOWN_HOST.match(labels + tld))
    has_path = len(path.rstrip(_TRAILING)) > 1
    if ending in _SURE:
        return True
    sure = has_path and path[0] == "/"
    return ending in _UNSURE and bool(
        sure or _SECOND.search("." + labels) or _KNOWN_HOST.match(labels + tld)
    )
