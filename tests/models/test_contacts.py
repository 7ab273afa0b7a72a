"""Every way to hand over a contact, next to what only looks like one.

All names are invented; numbers are of the 555-01xx range and domains end in .example.
"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.contacts import Contact, ContactKind, find_contacts, has_contact_details
from caveat.contacts.phones import _MOST_LOOKUPS
from caveat.text import normalise

PHONE, EMAIL, LINK = ContactKind.PHONE, ContactKind.EMAIL, ContactKind.LINK
HANDLE, MESSENGER = ContactKind.HANDLE, ContactKind.MESSENGER
CODE, ADDRESS = ContactKind.CODE, ContactKind.ADDRESS

PHONES = [
    ("pls ring 555 0142 after six", "555 0142"),
    ("my no is 5550142", "5550142"),
    ("555-0142, ask for Orla", "555-0142"),
    ("it is 555.0142.", "555.0142"),
    ("try (212) 555-0142 for a bed", "(212) 555-0142"),
    ("try 212-555-0142 for a bed", "212-555-0142"),
    ("whatsapp +44 20 7946 0958 now", "+44 20 7946 0958"),
    ("watsapp +000 555 01 42", "+000 555 01 42"),
    ("london office 020 7946 0958", "020 7946 0958"),
    ("mobile 07700 900 123 evenings", "07700 900 123"),
    ("reach him at 98765 43210", "98765 43210"),
    ("call me on 0812 345 6789 pls", "0812 345 6789"),
    ("mi telefono es 612 34 56 78", "612 34 56 78"),
    ("appelez 06.12.34.56.78 le soir", "06.12.34.56.78"),
    ("5 5 5 . 0 1 4 2 is the lady", "5 5 5 . 0 1 4 2"),
    ("dr sol + 2 3 4 . 8 1 0 . 5 5 5 . 0 1 4 2", "+ 2 3 4 . 8 1 0 . 5 5 5 . 0 1 4 2"),
    ("five five five zero one four two, thats her", "five five five zero one four two"),
    ("number is 555 oh one 42", "555 oh one 42"),
    ("dial five5five zero one 4two ok", "five5five zero one 4two"),
    ("it's triple five oh one double four", "triple five oh one double four"),
    ("f i v e five five 0 1 4 2", "f i v e five five 0 1 4 2"),
    ("on 55S-O1Z3 any time", "55S-O1Z3"),
    (
        "5\ufe0f\u20e35\ufe0f\u20e35\ufe0f\u20e3 0142 txt",
        "5\ufe0f\u20e35\ufe0f\u20e35\ufe0f\u20e3 0142",
    ),
    ("\uff15\uff15\uff15-\uff10\uff11\uff14\uff12", "\uff15\uff15\uff15-\uff10\uff11\uff14\uff12"),
    ("\U0001f4de 8675301 for beds", "8675301"),
    ("my wife, 61, <phone> thanks", "<phone>"),
]

NO_PHONES = [
    pytest.param("I am 62, diagnosed 2004, worse since 2011", id="ages and years"),
    pytest.param("from 2004-2019 and then 2019 2021 again", id="spans of years"),
    pytest.param("seen 12/05/2021, 14/06/2021 and 2021-07-15", id="dates"),
    pytest.param("cost 12500 then $9,800 and 1 250 000 pesos", id="prices"),
    pytest.param("$12500000 raised so far", id="a large price"),
    pytest.param("took 20 mg, 40 mg, then 1000 2000 mg a day", id="doses"),
    pytest.param("infused 200 000 000 cells twice, 20000000 in all", id="cell counts"),
    pytest.param("BP 120/80 118/76 130/85, pulse 62 64 66", id="blood pressure"),
    pytest.param("bloods 5.1 4.9 5.3 6.0 and PSA 0.03", id="blood results"),
    pytest.param("BRCA1, IL6, HLA-DRB1*15:01, CYP2D6 and rs3135388", id="genes"),
    pytest.param("registered as NCT01234567, see there", id="trial number"),
    pytest.param("the paper is doi 10.1000/555.0142.99", id="doi"),
    pytest.param("PMID 31234567 or PMC: 6439765", id="paper numbers"),
    pytest.param("ISBN 978 0 306 40615 7 in the library", id="book number"),
    pytest.param("part number 1597-1244 from the shop", id="part number"),
    pytest.param("in box 30585835 zero one was left", id="a number, then words"),
    pytest.param("lot number 5550142 was recalled", id="lot number"),
    pytest.param("Tampa FL 33602-1234 and London SW1A 2AA", id="postcodes"),
    pytest.param("count 1 2 3 4 5 6 7 8 and breathe", id="counting"),
    pytest.param("ten nine eight seven six five four three two one", id="counting down in words"),
    pytest.param("one of two doses, then one or two more of three", id="number words"),
    pytest.param("pain was 3 4 2 5 1 0 2 this week", id="seven scores"),
    pytest.param("winning numbers 62 63 64 65 66", id="pairs"),
]

EMAILS = [
    ("write to orla.k@lettermail.example please", "orla.k@lettermail.example"),
    ("orla@cell-mail.co.example.", "orla@cell-mail.co.example"),
    ("drsol at cellmail dot example helps", "drsol at cellmail dot example"),
    ("orla dot k at cellmail dot example", "orla dot k at cellmail dot example"),
    ("drsol (at) cellmail (dot) example", "drsol (at) cellmail (dot) example"),
    ("drsol [at] cellmail . example", "drsol [at] cellmail . example"),
    ("drsol @ cellmail.example", "drsol @ cellmail.example"),
    ("mail me <email> thanks", "<email>"),
]

NO_EMAILS = [
    pytest.param("I was at the clinic dot dot dot", id="dots for a pause"),
    pytest.param("met at five. Com on, be serious", id="typing slip"),
    pytest.param("cough gone @ 20mg. No side effects", id="at for a dose"),
    pytest.param("look at it. Example: my knees", id="a sentence that starts with a TLD"),
]

LINKS = [
    ("see https://patchwell.example/r/orla!", "https://patchwell.example/r/orla"),
    ("www.marrowline.example, it works", "www.marrowline.example"),
    ("go to bosforcell.example today", "bosforcell.example"),
    ("BOSFORCELL.COM for prices", "BOSFORCELL.COM"),
    ("fund.example/jamie pls share", "fund.example/jamie"),
    ("watch youtu.be/abc123 first", "youtu.be/abc123"),
    ("bit.ly/abc12 has the list", "bit.ly/abc12"),
    ("clinic.co.in has a form", "clinic.co.in"),
    ("bosforcell dot example has a form", "bosforcell dot example"),
    ("bosforcell(dot)example", "bosforcell(dot)example"),
    ("fund dot example slash jamie", "fund dot example slash jamie"),
    ("all on <url> now", "<url>"),
    ("link in bio for the drops", "link in bio"),
]

NO_LINKS = [
    pytest.param("worse for 9 yrs.Then better, e.g. stairs, i.e. two", id="no space after stop"),
    pytest.param("so much pain.so i went home.it is hard.my dad too", id="small letter after stop"),
    pytest.param("Ask Dr.Brandt, Ph.D. at St.Olaf in the U.K. or U.S.", id="titles"),
    pytest.param("EDSS 6.5, up from 4.0, p=0.03, v1.2.3", id="decimals"),
    pytest.param("acid.ph is 4.Is that ok?well.am not sure", id="country codes that are words"),
    pytest.param("connect the dot example from class", id="dot as a word"),
    pytest.param("missing link in the chain", id="link as a word"),
]

CHANNELS = [
    ("photos \U0001f449 @glow_with_orla", HANDLE, "@glow_with_orla"),
    ("my DMs are open, @unsteady_orla", HANDLE, "@unsteady_orla"),
    ("insta: clearbrook_orla", HANDLE, "clearbrook_orla"),
    ("t3legram: clearbrook", HANDLE, "clearbrook"),
    ("etsy: OrlaLamps", HANDLE, "OrlaLamps"),
    ("\u5fae\u4fe1: harbour_orla", HANDLE, "harbour_orla"),
    ("\u8bf7\u52a0\u5fae\u4fe1", MESSENGER, "\u52a0\u5fae\u4fe1"),
    ("knees quiet now. tele gram orlaroots", HANDLE, "orlaroots"),
    ("add me on instagram @user", HANDLE, "@user"),
    ("ask u/stem_orla", HANDLE, "u/stem_orla"),
    ("whatsapp me for prices", MESSENGER, "whatsapp me"),
    ("W.h.a.t.s.@pp me", MESSENGER, "W.h.a.t.s.@pp me"),
    ("text her on telegram", MESSENGER, "text her on telegram"),
    ("contact the clinic via sig nal", MESSENGER, "contact the clinic via sig nal"),
    ("les paso el n\u00famero por whatsapp", MESSENGER, "paso el n\u00famero por whatsapp"),
    ("sample pack, code ORLA10", CODE, "ORLA10"),
    ("Use code SEEDLING at the till", CODE, "SEEDLING"),
    ("link below, use ORLA15", CODE, "ORLA15"),
    ("15% with THISTLE20, post free", CODE, "THISTLE20"),
    ("order your kit with MOSSGIRL for $40 off", CODE, "MOSSGIRL"),
    ("go see him, 7 Tansy St, bring a driver", ADDRESS, "7 Tansy St"),
    ("write to P.O. Box 555", ADDRESS, "P.O. Box 555"),
]

NO_CHANNELS = [
    pytest.param("@user I hear you", id="masked reply marker"),
    pytest.param("@orla_k @mags55 so sorry", id="names a reply opens with"),
    pytest.param("thanks @user, and you @user", id="masked mention"),
    pytest.param("so pleased for you @Orla", id="a shown name"),
    pytest.param("pm me", id="PM alone"),
    pytest.param("dee em me hun, inb0x me", id="sounded-out DM and inbox"),
    pytest.param("my sisters' whatsapp group said so", id="a group talked in it"),
    pytest.param("mum forwarded it on WhatsApp", id="where it was read"),
    pytest.param("PET signal went up, a signal on MRI", id="a signal"),
    pytest.param("got a telegram from the king at 100", id="a telegram"),
    pytest.param("posted on Twitter \U0001f508 today", id="an emoji after a platform"),
    pytest.param("the line is busy", id="a line"),
    pytest.param("a code BLUE, then a CODE RED", id="hospital codes"),
    pytest.param("I use CPAP for 6 hours, $40 off my bill", id="a device used for hours"),
    pytest.param("billing code G35 and CPT code 38240", id="billing codes"),
    pytest.param("THE DRESS CODE SAID NOTHING", id="shouting"),
    pytest.param("we live with COVID19 and shop less", id="a disease with digits"),
    pytest.param("ACE2 and STAT3 bind with GBM40 off target", id="proteins"),
    pytest.param("in 2019 Main Street was shut", id="a year and a street"),
    pytest.param("3 Weeks later Dr Brandt rang", id="a count and a title"),
    pytest.param("Has anyone tried it? Mum is 68 and out of road", id="a plain question"),
]


def found(text: str) -> list[tuple[ContactKind, str]]:
    return [(contact.kind, text[contact.start : contact.end]) for contact in find_contacts(text)]


@pytest.mark.parametrize(("text", "detail"), PHONES)
def test_phone(text: str, detail: str) -> None:
    assert (PHONE, detail) in found(text)


@pytest.mark.parametrize(("text", "detail"), EMAILS)
def test_email(text: str, detail: str) -> None:
    assert found(text) == [(EMAIL, detail)]


@pytest.mark.parametrize(("text", "detail"), LINKS)
def test_link(text: str, detail: str) -> None:
    assert found(text) == [(LINK, detail)]


@pytest.mark.parametrize(("text", "kind", "detail"), CHANNELS)
def test_other_channel(text: str, kind: ContactKind, detail: str) -> None:
    assert found(text) == [(kind, detail)]


@pytest.mark.parametrize("text", NO_PHONES + NO_EMAILS + NO_LINKS + NO_CHANNELS)
def test_look_alike_is_no_contact(text: str) -> None:
    assert found(text) == []
    assert not has_contact_details(text)


def test_contacts_come_in_order_without_overlap() -> None:
    text = "ring 555 0142 or write orla@cellmail.example, fund.example/o, code ORLA10, whatsapp me"
    contacts = find_contacts(text)
    assert [contact.kind for contact in contacts] == [PHONE, EMAIL, LINK, CODE, MESSENGER]
    assert all(a.end <= b.start for a, b in pairwise(contacts))


def test_a_link_that_holds_a_number_is_one_contact() -> None:
    assert found("https://clinic.example/555-0142") == [(LINK, "https://clinic.example/555-0142")]


def test_offsets_lead_into_the_original() -> None:
    text = "ask  \U0001f4de\U0001f4de  w\u200bhatsapp 555\u200b 0142"
    assert (PHONE, "555\u200b 0142") in found(text)


def test_normalised_text_is_taken_as_it_is() -> None:
    text = "ring  5 5 5 . O 1 4 2"
    assert find_contacts(normalise(text)) == find_contacts(text) == (Contact(PHONE, 6, 21),)


def test_a_page_of_figures_costs_few_lookups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many runs of one text are put to `phonenumbers`, however many there are."""
    asked: list[str] = []

    def refuse(run: str) -> bool:
        asked.append(run)
        return False

    monkeypatch.setattr("caveat.contacts.phones._is_valid_somewhere", refuse)
    find_contacts(" x ".join(f"0{area} 11 22 33" for area in range(100, 400)))
    assert len(asked) == _MOST_LOOKUPS


PIECES = (
    "555", "0142", "+", "five", " dot ", "example", "@", "orla", "whatsapp", "me", "code", "ORLA10",
    ".", "/", "-", " ", "(", "www.", "<", "\U0001f4de", "\n", "\ud83d", "\u0430", "5 ",
    "telegram: ",
)  # fmt: skip
any_text = st.one_of(
    st.text(st.characters(codec=None)),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(any_text)
def test_any_text_gives_ordered_ranges_inside_it(text: str) -> None:
    contacts = find_contacts(text)
    edges = [edge for contact in contacts for edge in (contact.start, contact.end)]
    assert edges == sorted(edges)
    assert all(0 <= contact.start < contact.end <= len(text) for contact in contacts)
    assert has_contact_details(text) == bool(contacts)
