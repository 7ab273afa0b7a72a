"""Telephone numbers in normalised text, plain or taken apart.

Owns what makes a run of digits a telephone number rather than a dose, a date or a trial number.
A run is first told by how it is written and by its neighbours; only what is left is put to
`phonenumbers`, whose matchers are slow. May import `phonenumbers` and the standard library.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import phonenumbers

__all__ = ["phone_numbers"]

_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
# Single digits apart without a word like "call": seven of them may be a column of scores.
_FEWEST_DIGITS_APART = 8

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_VALUE = {word: str(value) for value, word in enumerate(_NUMBERS)} | {"oh": "0"}
_FEWEST_WORDS = 3
_TIMES = {"double": 2, "triple": 3}
_WORD = "|".join(_VALUE)
_GAP = r"[\s().\-\u2010-\u2015/*_~\u00b7\u2022]{0,3}"

_DIGITS = re.compile(
    rf"(?<![\w$\u00a3\u20ac\u20b9#=])\+?[\s(]{{0,2}}\d(?:{_GAP}\d){{6,24}}(?![\w%]|[.,:]\d)"
)
_MIXED = re.compile(
    rf"(?<![\w$])\+?(?:(?:double|triple)\s?)?(?:{_WORD}|\d)"
    rf"(?:[\s.,\-]{{0,3}}(?:(?:double|triple)\s?)?(?:{_WORD}|\d)){{3,24}}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# Read in lower case.
_TWO_WORDS = re.compile(rf"(?<![a-z])(?:{_WORD})[\s.,\-]{{0,3}}(?:{_WORD}|\d)")
_MASKED = re.compile(r"<(?:tele)?phone(?: number)?>|\[phone(?: number)?\]", re.IGNORECASE)
_TOKEN = re.compile(rf"double|triple|{_WORD}|\d", re.IGNORECASE)
_GROUP = re.compile(r"\d+")

# 555 is the exchange of invented numbers; nobody doses, dates or counts in it.
_KNOWN_FORM = re.compile(
    r"(?<!\d)(?:\(?\d{3}\)?[\s.\-]{1,2})?555[\s.\-]?\d{2}[\s.\-]?\d{2}(?!\d)"  # 555 0142
    r"|(?<!\d)5(?:[\s.\-]{0,3}5){2}(?:[\s.\-]{0,3}\d){4}(?![\s.\-]{0,2}\d)"  # 5 5 5 . 0 1 4 2
    r"|(?<![\d.])(?:1[\s.\-])?(?:\([2-9]\d\d\)\s?|[2-9]\d\d[.\-])\d{3}[\s.\-]\d{4}(?![\d.])"
    r"|(?<![\d.])[2-9]\d\d \d{3}[ \-]\d{4}(?![\d.])"  # North America
    r"|(?<![\d.])0(?:7\d{3}[ \-]?\d{3}[ \-]?\d{3}|[12]\d{2,3}[ \-]\d{3}[ \-]\d{3,4})(?![\d.])"  # UK
)

_CUE = (
    r"(?:call|ring|rang|phone|tel|tele?phon\w*|tel[eé]fono|text|sms|dial|mobile|cell|landline|fax"
    r"|contact\w*|reach|number|nos?|num(?:ber)?|n[uú]mero|num[eé]ro|wh?at+s?\s?[au]p+|wh?ats?|wa|viber"
    r"|telegram|signal|chat|message|msg|hotline|helpline|line|llam\w+|appel\w+|bel|ruf\w*"
    r"|telephone_receiver|telephone|mobile_phone\w*)"
)
_FILLER = (
    r"(?:me|him|her|us|them|at|on|is|no|now|the|this|that|my|his|our|direct|number|num|only|here"
    r"|app|up|ya|bun|au|al|el|le|es|est|ist|anytime|via|to|or|dr|asap)"
)
_CUE_BEFORE = re.compile(rf"\b{_CUE}\b(?:\W{{1,4}}{_FILLER}\b){{0,4}}\W{{0,4}}\Z", re.IGNORECASE)
_CUE_AFTER = re.compile(
    r"\W{0,3}(?:text only|whats?app|call|ring|any ?time|mobile|landline|ask for)\b", re.IGNORECASE
)
# Numbers that name a record, a lot or a place in print.
_NAMED_BEFORE = re.compile(
    r"(?:\b(?:nct|pmid|pmc|pmcid|doi|isrctn|eudract|isbn|issn|lot|batch|part|product|model"
    r"|sku|ref|case|irb|grant|serial|cas|order|invoice|account|acct|patent|vol|pp?|article|study|trial|id|version|section"
    r"|zip|postcode|post code|p\.?o\.? box|box)\b\W{0,3}(?:(?:no|nr|number|id)\b)?[\s:.#\-]{0,3}"
    r"|[/=@\u00d7])\Z",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"\s?-?(?:mg|mcg|\u00b5g|\u03bcg|ug|g|kg|lbs?|ml|dl|iu|units?|cells?|stem"
    r"|msc|million|billion|k|usd|gbp|eur|dollars?|euros?|pounds?|bucks|patients?|people|years?|yrs?|months?|days?|weeks?|hours?|steps"
    r"|calories|kcal|km|miles|mm|cm|bpm|ng|nmol|pmol|mmol|platelets)\b|\s?[%\u00d7\u20ac]",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<!\d[/.\-])(?<!\d)\d{1,2}([/.\-])\d{1,2}\1(?:\d\d){1,2}\b(?![/.\-]\d)"
    r"|\b(?:19|20)\d\d([/.\- ])\d{1,2}\2\d{1,2}\b(?![/.\- ]\d)"
    r"|\b(?:19|20)\d\d\W{1,3}(?:19|20)\d\d\b"
)
_DECIMALS = re.compile(r"\d{1,3}\.\d{1,2}(?:[\s/\-]{1,3}\d{1,3}\.\d{1,2})+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3}){2,}")
_CONTEXT_CHARS = 60

# "62 63 64 65 66" is a telephone number in France; without a cue only a trunk zero, an area code in
# brackets or India's two halves are worth the question.
_WORTH_LOOKUP = re.compile(r"\(?0\d|\(\d|[6-9]\d{4}[ \-]\d{5}\Z")
# The most runs of one text that are put to `phonenumbers`: a page of figures must not cost more.
_MOST_LOOKUPS = 12
# Where most of the readers and the sellers live; a number of any other place needs its "+".
_REGIONS = ("US", "GB", "IN", "AU", "NG", "ZA", "DE", "FR", "ES", "MX")


def phone_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of `text` that are telephone numbers, in order and without overlap."""
    found = [match.span() for match in _MASKED.finditer(text)]
    found += [*_in_digits(text), *_in_words(text)]
    last = 0
    for start, end in sorted(found):
        if start >= last:
            yield start, end
            last = end


def _in_digits(text: str) -> Iterator[tuple[int, int]]:
    lookups = 0
    for match in _DIGITS.finditer(text):
        start, end = match.end() - len(match[0].lstrip()), match.end()
        if _NAMED_BEFORE.search(text, max(0, start - _CONTEXT_CHARS), start):
            continue
        verdict = _verdict(text, start, end)
        if verdict is None and lookups < _MOST_LOOKUPS:
            lookups += 1
            verdict = _is_valid_somewhere(text[start:end])
        if verdict:
            yield start, end
        elif known := _KNOWN_FORM.search(text, start, end):
            yield known.span()


def _verdict(text: str, start: int, end: int) -> bool | None:
    """Tell whether the whole run is one number; nothing if its form alone does not say."""
    run = text[start:end]
    groups = _GROUP.findall(run)
    length = sum(map(len, groups))
    if not _FEWEST_DIGITS <= length <= _MOST_DIGITS or _counts_up(groups):
        return False
    if run[0] == "+" or _KNOWN_FORM.fullmatch(run):
        return True
    if _DATE.search(run) or _UNIT_AFTER.match(text, end):
        return False
    if _THOUSANDS.fullmatch(run) or _DECIMALS.fullmatch(run):
        return False
    if length == len(groups) >= _FEWEST_DIGITS_APART or _has_cue(text, start, end):
        return True
    return None if _WORTH_LOOKUP.match(run) else False


def _has_cue(text: str, start: int, end: int) -> bool:
    before = _CUE_BEFORE.search(text, max(0, start - _CONTEXT_CHARS), start)
    return bool(before or _CUE_AFTER.match(text, end))


def _counts_up(groups: list[str]) -> bool:
    """Tell a list ("1 2 3 4 5 6 7") from a number taken apart."""
    values = [int(group) for group in groups[:8]]
    steps = {after - before for before, after in pairwise(values)}
    return len(values) > 1 and (steps in ({1}, {-1}) or set(values) == {0})


@lru_cache(maxsize=1024)
def _is_valid_somewhere(run: str) -> bool:
    """Ask `phonenumbers` whether `run` is written the way some region writes its numbers."""
    leniency = phonenumbers.Leniency.STRICT_GROUPING
    return any(
        phonenumbers.PhoneNumberMatcher(run, region, leniency=leniency, max_tries=1).has_next()
        for region in _REGIONS
    )


def _in_words(text: str) -> Iterator[tuple[int, int]]:
    if not _TWO_WORDS.search(text.lower()):
        return
    for match in _MIXED.finditer(text):
        tokens = [token.lower() for token in _TOKEN.findall(match[0])]
        words = [token for token in tokens if not token.isdigit()]
        digits = _dialled(tokens)
        long_enough = _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS
        dialled = len(words) >= _FEWEST_WORDS or (words and digits.startswith("555"))
        if dialled and long_enough and not _counts_up([*digits]):
            yield match.span()


def _dialled(tokens: list[str]) -> str:
    """Read number words aloud: "double five" is "55"."""
    digits, times = "", 1
    for word in tokens:
        if word in _TIMES:
            times = _TIMES[word]
        else:
            digits += _VALUE.get(word, word) * times
            times = 1
    return digits
