"""Each disguise is undone, each innocent look-alike is left alone, and offsets always lead back."""

import sys
import unicodedata

import emoji
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.text import NORMALISATION_VERSION, NormalisedText, normalise
from caveat.text.characters import COMPOSING_STARTERS
from caveat.text.trigger_words import TRIGGER_WORDS

ES = "\N{CYRILLIC SMALL LETTER ES}"
IE = "\N{CYRILLIC SMALL LETTER IE}"
ALPHA = "\N{GREEK SMALL LETTER ALPHA}"
MU = "\N{GREEK SMALL LETTER MU}"
UPSILON = "\N{GREEK SMALL LETTER UPSILON}"
RUSSIAN = "\u0441\u0442\u0432\u043e\u043b\u043e\u0432\u044b\u0435"
RUSSIAN_ENDING = "\u043a\u0430"
STRIKE = "\N{COMBINING LONG STROKE OVERLAY}"
ACUTE = "\N{COMBINING ACUTE ACCENT}"
ZWSP = "\N{ZERO WIDTH SPACE}"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
ZWJ = "\N{ZERO WIDTH JOINER}"
ZALGO = "\u0316\u0301\u0331\u0489\u034b"
PERSIAN = f"\u0645\u06cc{ZWNJ}\u062e\u0648\u0627\u0647\u0645"
KEYCAP = "\ufe0f\u20e3"


def same(text: str) -> tuple[str, str]:
    """State that `text` is innocent and comes back as it is."""
    return text, text


CHARACTERS = [
    pytest.param("\uff43\uff55\uff52\uff45 me", "cure me", id="full-width letters"),
    pytest.param("\U0001d5f0\U0001d602\U0001d5ff\U0001d5f2", "cure", id="mathematical bold"),
    pytest.param("\U0001f172\U0001f184\U0001f181\U0001f174", "CURE", id="squared letters"),
    pytest.param("\u1d04\u1d1c\u0280\u1d07", "cure", id="phonetic small capitals"),
    pytest.param(*same("cut 3\u00bd pills"), id="a fraction stays a fraction"),
    pytest.param(f"cu{ZWSP}re", "cure", id="zero-width space"),
    pytest.param(f"cu{SOFT_HYPHEN}re", "cure", id="soft hyphen"),
    pytest.param(*same(PERSIAN), id="Persian keeps its non-joiner"),
    pytest.param(f"cu{ZWNJ}re", "cure", id="a non-joiner in a Latin word"),
    pytest.param("".join(c + STRIKE for c in "cured"), "cured", id="strike-through"),
    pytest.param(f"h{ZALGO}e{ZALGO}al", "heal", id="stacked marks"),
    pytest.param(*same("caf\u00e9 ni\u00f1o \u00fcber"), id="accents"),
    pytest.param(*same("Vi\u1ec7t Nam"), id="Vietnamese"),
    pytest.param("Vie\u0323\u0302t", "Vi\u1ec7t", id="Vietnamese, decomposed"),
    pytest.param(*same("\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd"), id="Hebrew points"),
    pytest.param("\u201cit\u2019s\u201d don\u00b4t", "\"it's\" don't", id="curly quotes"),
    pytest.param("  one\t two\u00a0three\r\nfour ", "one two three four", id="white space"),
    pytest.param("cu\x00re\x07", "cure", id="control characters"),
    pytest.param("a \ud83d b", "a \ufffd b", id="lone surrogate"),
    pytest.param(*same("cells &amp; &#39;hope&#39;"), id="HTML entities"),
    pytest.param("", "", id="nothing"),
    pytest.param(" \n", "", id="only space"),
]

EMOJI = [
    pytest.param("\U0001f4de me", ":telephone_receiver: me", id="a name"),
    pytest.param("call\U0001f4denow", "call :telephone_receiver: now", id="a name is a token"),
    pytest.param("\U0001f64f\U0001f64f \U0001f64f ok", ":folded_hands: ok", id="in a row once"),
    pytest.param("\U0001f64f ok \U0001f64f", ":folded_hands: ok :folded_hands:", id="apart twice"),
    pytest.param("\U0001f44d\U0001f3fd", ":thumbs_up:", id="without skin tone"),
    pytest.param(f"\U0001f469{ZWJ}\u2695\ufe0f", ":woman_health_worker:", id="joined sequence"),
    pytest.param(f"5{KEYCAP}5{KEYCAP}5{KEYCAP}", "555", id="keycaps are digits"),
    pytest.param(*same("Acme\u00ae and \u00a9 2020"), id="marks of ownership"),
]

SCRIPTS = [
    pytest.param(f"{ES}ure", "cure", id="one Cyrillic letter"),
    pytest.param(f"st{IE}m {ES}{IE}lls", "stem cells", id="two words"),
    pytest.param(f"c{UPSILON}re", "cure", id="Greek inside"),
    pytest.param(*same(RUSSIAN), id="Russian"),
    pytest.param("c" + RUSSIAN[1:], RUSSIAN, id="Latin c in a Russian word"),
    pytest.param(*same("SMS" + RUSSIAN_ENDING), id="abbreviation, Russian ending"),
    pytest.param(*same(f"TNF{ALPHA} PGC1{ALPHA}"), id="Greek of science"),
    pytest.param(*same(f"50 {MU}mol"), id="a unit"),
    pytest.param(*same(f"{ALPHA}-synuclein"), id="hyphenated Greek"),
]

BROKEN = [
    pytest.param("s t e m c e l l", "stemcell", id="spaced letters"),
    pytest.param("s t e m   c e l l s", "stem cells", id="wide gaps are word gaps"),
    pytest.param("it does N O T work", "it does NOT work", id="capitals for stress"),
    pytest.param("s.t.e.m cells", "stem cells", id="dotted letters"),
    pytest.param(*same("a b c vitamins"), id="list of vitamins"),
    pytest.param(*same("hep A B C"), id="list of viruses"),
    pytest.param(*same("plan B I think"), id="two letters"),
    pytest.param(*same("I a m here"), id="mixed case, three letters"),
    pytest.param(*same("i c u later"), id="letters for words"),
    pytest.param(*same("mail j.k.l@post.example"), id="initials of an address"),
    pytest.param("D\nR\nM is good", "DRM is good", id="capitals, one a line"),
    pytest.param("ask\nD\nR\nM\ntoday", "ask DRM today", id="one letter a line"),
    pytest.param("wha\ntsa\npp\nme", "whatsapp me", id="a fragment a line"),
    pytest.param("so\nI\nam\nin", "so I am in", id="a poem"),
    pytest.param("eggs\nmilk\ntea\nbread", "eggs milk tea bread", id="a list"),
]

RESPELT = [
    pytest.param("cur3d", "cured", id="digit for letter"),
    pytest.param("st3m c3llz", "stem cells", id="z for s at the end"),
    pytest.param("c#re and c*re", "cure and cure", id="one blank"),
    pytest.param("inb0x me on wh4tsapp", "inbox me on whatsapp", id="channels"),
    pytest.param("Act1vat0r CUR3", "Activator CURE", id="case is kept"),
    pytest.param("w.h.a.t.s.@pp", "whatsapp", id="in pieces"),
    pytest.param("c u r 3 d", "cured", id="in pieces, spaced"),
    pytest.param(*same("took B12, H1N1 shot, IL6 and omega3"), id="real words with digits"),
    pytest.param(*same("cell5 and code20"), id="a word with a number behind it"),
    pytest.param(*same("what the f**k"), id="masked oath"),
    pytest.param(*same("#cure and *heal* it"), id="hashtag and stress"),
    pytest.param(*same("c3ll@post.example"), id="mail address"),
]

NUMBERS = [
    pytest.param("call 55S-O1Z3", "call 555-0123", id="letters for digits"),
    pytest.param("5 5 5 O 1 4 2", "5 5 5 0 1 4 2", id="spaced, with an O"),
    pytest.param(*same("lot 55S-O1Z3"), id="lot number"),
    pytest.param(*same("in the 1990s-2000s"), id="decades"),
    pytest.param(*same("B12 1000 and O2 at 95"), id="vitamin and oxygen"),
    pytest.param(*same("SB431542 blocks it"), id="compound"),
    pytest.param(*same("drank 100l of 200l 3000"), id="litres"),
]


@pytest.mark.parametrize(
    ("written", "plain"), CHARACTERS + EMOJI + SCRIPTS + BROKEN + RESPELT + NUMBERS
)
def test_normalise(written: str, plain: str) -> None:
    assert normalise(written).text == plain


@pytest.mark.parametrize(
    ("written", "found", "covers"),
    [
        pytest.param("is cu\u200bre ok", "cure", "cu\u200bre", id="dropped inside"),
        pytest.param(
            "a  \U0001f4de\U0001f4de b", ":telephone_receiver:", "\U0001f4de" * 2, id="emoji"
        ),
        pytest.param("try s t e m now", "stem", "s t e m", id="spaced"),
        pytest.param("s t e m", "t", "t", id="one letter of it"),
        pytest.param("e\u0301t\u00e9", "\u00e9t", "e\u0301t", id="composed"),
        pytest.param("\ufb01x it", "fi", "\ufb01", id="one letter becomes two"),
        pytest.param("\ufb01x it", "i", "\ufb01", id="half a ligature is the whole"),
    ],
)
def test_found_text_leads_back_to_what_was_written(written: str, found: str, covers: str) -> None:
    normalised = normalise(written)
    at = normalised.text.index(found)
    start, end = normalised.to_original(at, at + len(found))
    if found.startswith(":"):  # an emoji's padding belongs to it
        assert written[start:end].strip() == covers
    else:
        assert written[start:end] == covers


def test_an_empty_range_leads_back_to_an_empty_range() -> None:
    normalised = normalise("a  b ")
    assert [normalised.to_original(i, i) for i in range(4)] == [(0, 0), (1, 1), (3, 3), (5, 5)]


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 99), (3, 2)])
def test_a_range_outside_the_text_is_refused_without_quoting_it(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="range") as raised:
        normalise("secret").to_original(start, end)
    assert "secret" not in str(raised.value)


def test_version_is_a_positive_number() -> None:
    assert NORMALISATION_VERSION >= 1


def test_trigger_words_are_plain_small_words() -> None:
    assert all(word.isascii() and word.isalpha() and word.islower() for word in TRIGGER_WORDS)
    assert not {word for word in TRIGGER_WORDS if len(word) in {1, 2}}


def test_composing_starters_are_those_of_unicode() -> None:
    """Check the constant against every canonical pair this Python knows."""
    hangul = {*map(chr, range(0x1161, 0x1176)), *map(chr, range(0x11A8, 0x11C3))}
    pairs = (
        tuple(chr(int(part, 16)) for part in unicodedata.decomposition(chr(code)).split())
        for code in range(sys.maxunicode + 1)
        if not unicodedata.decomposition(chr(code)).startswith("<")
    )
    seconds = {
        pair[1] for pair in pairs if len(pair) > len(unicodedata.normalize("NFC", "".join(pair)))
    }
    starters = {char for char in seconds if not unicodedata.combining(char)}
    assert starters | hangul <= COMPOSING_STARTERS


DISGUISES = (
    ES, UPSILON, RUSSIAN, STRIKE, ACUTE, ZALGO, ZWSP, SOFT_HYPHEN, ZWNJ, ZWJ, PERSIAN, KEYCAP,
    "s t e m", "c.u.r.e", "D\nR\nM", "wha\ntsa\npp", "cur3d", "c#re", "55S-O1Z3",
    "w.h.a.t.s.@pp", "\u1112\u1161\u11ab", "\uff76\uff9e", "\u0995\u09be", "\ufdfa", "\u00b4",
    "\u00bd", "\u1e9b\u0323", "\U0001f1e8", "\U0001f1fa\U0001f1f8", "\U0001f3fd", "\ud83d",
    "\ude00", "\r\n", "\x85", "\u3000",
)  # fmt: skip
any_text = st.one_of(
    st.text(st.characters(codec=None)),
    st.text("aAcCeElLsSoOtTzZ01358@$#*!+.-_/' \n", max_size=40),
    st.lists(
        st.one_of(
            st.sampled_from(DISGUISES),
            st.sampled_from(sorted(emoji.EMOJI_DATA)),
            st.characters(codec=None),
            st.sampled_from("aB5 \n.:-"),
        ),
        max_size=20,
    ).map("".join),
)
plain_text = st.lists(st.from_regex(r"[A-Za-z]{2,9}[,.;?]?", fullmatch=True), max_size=30).map(
    " ".join
)


@settings(max_examples=400, deadline=None)
@given(any_text)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@settings(max_examples=400, deadline=None)
@given(any_text)
def test_every_range_leads_to_a_range_of_the_original(text: str) -> None:
    normalised = normalise(text)
    ranges = [normalised.to_original(i, i + 1) for i in range(len(normalised.text))]
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert ranges == sorted(ranges)
    assert [end for _, end in ranges] == sorted(end for _, end in ranges)
    if ranges:
        whole = normalised.to_original(0, len(ranges))
        assert whole == (ranges[0][0], ranges[-1][1])


@settings(max_examples=400, deadline=None)
@given(plain_text)
def test_plain_text_is_itself(text: str) -> None:
    normalised = normalise(text)
    assert normalised == NormalisedText(text, text, (), ())
    assert all(normalised.to_original(i, i + 1) == (i, i + 1) for i in range(len(text)))


@pytest.mark.parametrize(
    "unit",
    [
        "c\u0316\u0301", "\u05d0\u05bd\u05b0", "a ", "a.", "a\n", "ab\n", "5O", "c3", "5 O ",
        "\ufdfa", f"\U0001f469{ZWJ}", "\U0001f4de", ES + "a", "0(",
    ],
    ids=ascii,
)  # fmt: skip
def test_hostile_repetition_stays_a_fixed_point(unit: str) -> None:
    """Long runs reach the caps inside the patterns; the outcome must still be stable."""
    once = normalise(unit * 700).text
    assert normalise(once).text == once
