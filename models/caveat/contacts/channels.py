"""Ways to reach somebody that are neither a number nor an address of the net.

Owns handles, messengers named as the way to get in touch, referral codes and street addresses, in
normalised text. "PM me" and "inbox me" hand nothing over and are not listed (policy examples 19
and 20). May import the standard library only.
"""

import re
from collections.abc import Iterator

__all__ = ["codes", "handles", "messengers", "street_addresses"]

_REPLY_MARKERS = re.compile(r"(?:@[\w.]+[,:]?\s*)+")
_HANDLE = re.compile(
    r"(?<![\w@./])@(?!user(?![A-Za-z0-9_]))([A-Za-z_](?:\.?[A-Za-z0-9_]){2,28})(?![A-Za-z0-9_@])"
)
# "thanks @Sue": a person is spoken to, by a name that is shown.
_SHOWN_NAME = re.compile(r"[A-Z][a-z]{1,11}\Z")
_NO_HANDLE = frozenset({"home", "work", "night", "least", "all", "once", "the", "noon", "gmail"})
_MASKED_HANDLE = re.compile(
    r"\b(?:dm|message|contact|e-?mail|add|find me|instagram|insta|ig|telegram|snapchat)"
    r"(?:[\s:(]{1,3}(?:me|us|on|at|him|her)\b){0,2}[\s:(]{1,3}(@user)\b",
    re.IGNORECASE,
)
_PLATFORM = (
    r"(?:instagram|insta|telegram|tele gram|snapchat|wechat|weixin|\u5fae\u4fe1|skype|kik|viber"
    r"|zalo|tiktok|facebook|twitter|etsy|venmo|cashapp|paypal|discord)"
)
_NAMED_HANDLE = re.compile(
    rf"(?<![A-Za-z])(?i:{_PLATFORM})(?:\s(?:id|name|username|user|handle|page|shop))?"
    r"(?:\s?[:=]\s?|\s(?:is|as)\s|\s)@?((?=[\w.]*(?:[a-z][A-Z]|_|\d))[A-Za-z][\w.]{3,29}\w)(?![\w:])",
)
_COLON_HANDLE = re.compile(
    r"\b(?:telegram|tele gram|tg|wechat|skype|instagram|insta|ig|kik|snapchat|snap|signal|line id)"
    r"\s?[:=]\s?@?([a-z][\w.]{4,29})",
    re.IGNORECASE,
)
_DISGUISED_APP = re.compile(r"\b(?:tele gram|sig nal)\s(?:is\s|at\s|@)?([A-Za-z][\w.]{3,29})\b")
_REDDIT_USER = re.compile(r"(?<![\w/])/?u/(?!user\b)([\w-]{3,20})\b")


# What a handle beside a platform's name needs; most comments have none and are done here.
_HANDLE_HINT = re.compile(r"[a-z][A-Z]|_|[A-Za-z]\d|[a-z]\s?[:=]|le gram|ig nal")


def handles(text: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of user names; names a comment opens with only say whom it answers."""
    if "@" in text:
        opening = _REPLY_MARKERS.match(text)
        for match in _HANDLE.finditer(text, opening.end() if opening else 0):
            if match[1].lower() not in _NO_HANDLE and not _SHOWN_NAME.match(match[1]):
                yield match.span()
        for match in _MASKED_HANDLE.finditer(text):
            yield match.span(1)
    if "u/" in text:
        for match in _REDDIT_USER.finditer(text):
            yield match.span()
    if _HANDLE_HINT.search(text):
        for pattern in (_NAMED_HANDLE, _COLON_HANDLE, _DISGUISED_APP):
            for match in pattern.finditer(text):
                yield match.span(1)


_APP = (
    r"(?:wh?at+s?[\s-]?ap+|tele[\s-]?gram|viber|we ?chat|weixin|zalo|kakao(?:talk)?"
    r"|sig nal|\u5fae\u4fe1)"
)
_APP_HINTS = (
    "atsap", "ats ap", "ats-ap", "attsap", "whats", "gram", "viber", "chat", "weixin", "zalo",
    "kakao", "sig", "zap", "\u5fae\u4fe1",
)  # fmt: skip
_SOMEONE = r"(?:me|us|him|her|them|dr\.? \w+|the (?:doctor|clinic|team|doc))"
_CHANNEL = re.compile(
    r"\b(?:contact|reach|text|message|msg|call|chat|write|add|ping|hit|find|talk|speak|inbox|get)"
    rf"(?: (?:with|to|hold of|up))?(?: {_SOMEONE})\b[^.!?]{{0,30}}?"
    rf"\b(?:on|via|by|through|over|in|at|thru)\s(?:my |our |his |her |the )?(?:{_APP}|signal)\b"
    rf"|\b{_APP}[\s:,]{{1,3}}(?:me|us|him|her|them|only)\b(?! (?:said|told|and|was|were|group))"
    rf"|\b{_APP}(?: (?:number|no|line|is|at|on|:))?[\s:.]{{0,3}}\+?\d{{3}}"
    rf"|\b(?:my|our|his|her|their) {_APP}(?: number| no| line)?\s?(?:is\b|:)"
    rf"|\b(?:dej|pas|do|mand|escr|cont[a\u00e1]ct|llam|cham|fal|envi|\u00e9cri|contact|hubungi|schreib|joign)\w*"
    rf"\b[^.!?]{{0,40}}\b(?:por|al|el|mi|su|pelo|no|meu|o|par|sur|via|\u00fcber|lewat|de)"
    rf" (?:el |la |mi |su )?(?:{_APP}|whats|zap)\b"
    r"|\u52a0[^\s\u3002\uff0c]{0,3}\u5fae\u4fe1",
    re.IGNORECASE,
)


def messengers(text: str) -> Iterator[tuple[int, int]]:
    """Yield ranges that send the reader to a messenger by its name."""
    small = text.lower()
    if any(hint in small for hint in _APP_HINTS):
        for match in _CHANNEL.finditer(text):
            yield match.span()


_CODE_SHAPE = re.compile(r"[A-Z][A-Z0-9]{3}")
_CODE = re.compile(
    r"\b(?i:code|coupon|promo)\b(?: (?:is|of))?[\s:\"']{1,3}"
    r"([A-Z][A-Z0-9]{3,19})(?![\w-])"
)
_CODE_IN_USE = re.compile(
    r"\b(?i:use|using|with|enter|apply|quote|type|say|mention)\s[\"']?([A-Z]{4,15}\d{2,3})(?![\w-])"
)
_CODE_BEFORE = re.compile(
    r"(?<![\w-])([A-Z]{4,15}\d{2,3}) (?:at|in the|when you) (?:checkout|check out|order|till)"
)
_CODE_FOR_MONEY = re.compile(
    r"\b(?i:use|using|with|code|enter|cup[oó]m?n?|c[oó]digo|gutschein)\s[\"']?"
    r"([A-Z][A-Z0-9-]{3,19})[\"']?,? (?i:for|to get|gets you|saves you|takes) "
    r"(?:[$£€]\d|\d+ ?%|\d+ off\b)"
)
_SHOP_TALK = re.compile(
    r"%|\b(?:off|checkout|discount|link|order|shop|basket|sale|coupon|promo|free)\b",
    re.IGNORECASE,
)
# Words written in capitals after "code" in hospitals and on forms.
_NO_CODE = re.compile(
    r"(?:RED|BLUE|BLACK|BROWN|GREEN|WHITE|ORANGE|YELLOW|STEMI|STROKE|STATUS|FOR|THAT|THIS|THEN|WITH"
    r"|FROM|WORD|NAME|NUMBER|WHEN|YOU|YOUR|WILL|WAS|HAS|HAVE|AND|THE|COVID|SARS|OMEGA|VIT|CYP|PSA"
    r"|ICD|CPT|DNR|ZIP|POST)\d*\Z"
)
_CONTEXT_CHARS = 120


def codes(text: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of referral and discount codes; upper case is what gives them away."""
    if not _CODE_SHAPE.search(text):
        return
    for match in _CODE.finditer(text):
        if not _NO_CODE.match(match[1]) and not _shouts(text, match.start()):
            yield match.span(1)
    for pattern in (_CODE_IN_USE, _CODE_BEFORE, _CODE_FOR_MONEY):
        for match in pattern.finditer(text):
            near = text[max(0, match.start() - _CONTEXT_CHARS) : match.end() + _CONTEXT_CHARS]
            if not _NO_CODE.match(match[1]) and _SHOP_TALK.search(near):
                yield match.span(1)


def _shouts(text: str, at: int) -> bool:
    """Tell whether everything around is in capitals, where a code cannot be told from a word."""
    return text[max(0, at - 20) : at + 4].isupper()


_STREET = re.compile(
    r"\b(?!(?:19|20)\d\d )\d{1,5}[A-Za-z]?,? (?:[A-Z][\w'.-]{1,20} ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Terrace|Crescent|Suite|Highway|Hwy)"
    r"\b(?! [a-z]+ (?:hospital|clinic))"
    r"|\b(?i:p\.? ?o\.? box) \d{1,6}\b"
)


def street_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of house number and street, and of post boxes."""
    for match in _STREET.finditer(text):
        yield match.span()
