"""The moderator's page in a real browser, against a real running server.

Answers that a test has to know beforehand (spans over emoji, errors) are put in the server's
place with a route; everything else is what the server answers.
"""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from caveat.labels import KINDS_BY_RISK, Risk, Signal

sync_api = pytest.importorskip(
    "playwright.sync_api",
    reason="The page is tested in a browser: pip install playwright, and have a chromium binary.",
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Dialog, Page, Request, Response, Route

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 60_000

ALLOWED: dict[str, Any] = {
    "status": "ok",
    "scores": {
        risk: {"score": 0.1, "severity": 0.2, "threshold": 0.8, "flagged": False, "reasons": []}
        for risk in Risk
    },
    "signals": {
        "access_seeking": 0.0,
        "testimonial": 0.0,
        "caution": 0.0,
        "contact_details": False,
    },
    "recommendation": "allow",
    "notes": [],
    "spans": [],
    "language": {"detected": "en", "confidence": 0.9, "validated": True},
    "input": {"chars": 1, "tokens": 1, "windows": 1, "truncated": False, "context_used": False},
}

NOTHING = dict.fromkeys(("scores", "signals", "recommendation", "spans"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    binary = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if binary is None:
        pytest.skip(f"No browser to test the page in: none of {', '.join(CHROMIUM_NAMES)} found.")
    sync_api.expect.set_options(timeout=PATIENCE_MS)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=list(CHROMIUM_OPTIONS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, service_url: str) -> Iterator[Page]:
    """The page, opened; every CSP violation it meets is kept in ``window.violations``."""
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.add_init_script(
            "window.violations = [];"
            "document.addEventListener('securitypolicyviolation',"
            " (event) => window.violations.push(event.violatedDirective))"
        )
        page.goto(service_url)
        yield page


def score(page: Page, text: str | None = None, *, whole: bool = False) -> Response:
    """Score `text`, or what is in the box, with the keyboard; the answer to the request."""
    if whole:
        page.get_by_role("radio", name="One comment").check()
    if text is not None:
        page.locator("#comments").fill(text)
    with page.expect_response("**/v1/score") as answered:
        page.locator("#comments").press("Control+Enter")
    answered.value.finished()
    sync_api.expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    return answered.value


def asked(response: Response) -> list[dict[str, Any]]:
    """The comments that were sent."""
    return comments_of(response.request)


def comments_of(request: Request) -> list[dict[str, Any]]:
    comments: list[dict[str, Any]] = json.loads(request.post_data or "")["comments"]
    return comments


def answer_with(
    page: Page, result_of: Callable[[dict[str, Any]], dict[str, Any]]
) -> list[list[dict[str, Any]]]:
    """Answer in the server's place; the returned list gathers each request's comments."""
    requests: list[list[dict[str, Any]]] = []

    def answer(route: Route) -> None:
        comments = comments_of(route.request)
        requests.append(comments)
        results = [ALLOWED | {"id": comment["id"]} | result_of(comment) for comment in comments]
        model = {"name": "caveat", "version": "9", "digest": "sha256:" + "0" * 64}
        policy = {"id": "default", "version": 1}
        route.fulfill(json={"model": model, "policy": policy, "results": results})

    page.route("**/v1/score", answer)
    return requests


def span(label: str, kind: str, text: str, start: int, end: int) -> dict[str, Any]:
    """A span as the API gives it; Python, too, counts code points."""
    exact = text[start:end]
    return {"label": label, "kind": kind, "start": start, "end": end, "text": exact, "score": 0.5}


def marked(page: Page, at: int) -> dict[int, str]:
    """Text of the marks in result `at`, by the number of the span they belong to."""
    texts: dict[int, str] = {}
    for mark in page.locator("#list > li").nth(at).locator("mark").all():
        number = int(mark.get_attribute("data-span") or "-1")
        texts[number] = texts.get(number, "") + (mark.text_content() or "")
    return texts


def test_example_thread_is_shown_with_the_spans_of_the_api(page: Page) -> None:
    page.get_by_role("button", name="Example").click()
    response = score(page)
    results = response.json()["results"]
    shown = page.locator("#list > li")
    sync_api.expect(shown).to_have_count(5)
    assert [comment["text"] for comment in asked(response)] == [
        text.text_content() for text in page.locator(".text").all()
    ]
    for at, result in enumerate(results):
        spans = result.get("spans") or []
        assert marked(page, at) == {number: span["text"] for number, span in enumerate(spans)}
        if result["status"] == "ok":
            sync_api.expect(shown.nth(at).get_by_role("meter")).to_have_count(2)
    sync_api.expect(page.locator("#summary")).to_contain_text("5 comments scored")
    digest = response.json()["model"]["digest"].removeprefix("sha256:")
    sync_api.expect(page.locator("#made-by")).to_contain_text(digest[:12])


def test_markup_in_a_comment_stays_text(page: Page, service_url: str) -> None:
    dialogs: list[str] = []
    logged: list[str] = []

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.on("console", lambda message: logged.append(message.text))
    page.on("pageerror", lambda error: logged.append(str(error)))
    headers = page.request.get(service_url).headers
    assert "script-src 'self'" in headers["content-security-policy"]

    text = "Does this work? <img src=x onerror=alert(1)><script>alert(2)</script> &amp; thanks"
    score(page, text)

    assert page.locator(".text").text_content() == text
    assert page.locator("#list img, #list script").count() == 0
    assert page.evaluate("window.violations") == []
    assert dialogs == []
    assert logged == []


def test_astral_characters_do_not_shift_marks(page: Page) -> None:
    text = "🧬👩🏽‍🦽 Go to Clinic 😀 Solaz now, it cures MS 💯"
    phrases = (
        ("clinic_promotion", "steer", "Go to Clinic 😀 Solaz"),
        ("clinic_promotion", "target", "Clinic 😀 Solaz"),
        ("clinic_promotion", "offer", "Solaz now, it"),
        ("overclaiming", "cure", "it cures MS 💯"),
    )
    spans = [
        span(label, kind, text, text.index(phrase), text.index(phrase) + len(phrase))
        for label, kind, phrase in phrases
    ]
    answer_with(page, lambda _: {"spans": spans})
    score(page, text)
    assert page.locator(".text").text_content() == text
    assert marked(page, 0) == {at: phrase for at, (_, _, phrase) in enumerate(phrases)}


def test_a_span_that_does_not_fit_is_said_and_breaks_nothing(page: Page) -> None:
    good = span("overclaiming", "cure", "It cures MS", 3, 8)
    wrong = good | {"start": 4, "end": 9}
    beyond = good | {"start": 3, "end": 99}
    answer_with(page, lambda _: {"spans": [wrong, good, beyond]})
    score(page, "It cures MS")
    assert marked(page, 0) == {1: "cures"}
    sync_api.expect(page.locator("#list")).to_contain_text("could not be placed in the text: 2")


def test_thread_form_sends_parents(page: Page) -> None:
    page.locator("#page-title").fill("A small trial")
    thread = (
        "Root, line one\nline two\n\n> First reply\n\n>> Deep\n>> reply\n\n> Second\n\n\n\nNext"
    )
    comments = asked(score(page, thread))
    assert [comment["text"] for comment in comments] == [
        "Root, line one\nline two",
        "First reply",
        "Deep\nreply",
        "Second",
        "Next",
    ]
    root = "Root, line one\nline two"
    parents = [comment["context"].get("parent_text") for comment in comments]
    assert parents == [None, root, "First reply", root, None]
    assert {comment["context"]["page_title"] for comment in comments} == {"A small trial"}


def test_one_comment_keeps_its_empty_lines(page: Page) -> None:
    (comment,) = asked(score(page, "> quoted\n\nIs this near Leeds?", whole=True))
    assert comment["text"] == "> quoted\n\nIs this near Leeds?"


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(json.dumps, id="array"),
        pytest.param(lambda items: json.dumps({"comments": items}, indent=1), id="object"),
        pytest.param(lambda items: "\n".join(map(json.dumps, items)), id="jsonl"),
    ],
)
def test_json_is_read_and_nothing_about_an_author_is_sent(
    page: Page, form: Callable[[list[dict[str, Any]]], str]
) -> None:
    items: list[dict[str, Any]] = [
        {"id": "a", "text": "Where is this?", "author": "someone", "language": "en"},
        {"id": 7, "text": "It helped me.", "context": {"parent_text": "Did it help?"}},
    ]
    assert asked(score(page, form(items))) == [
        {"id": "a", "text": "Where is this?", "language": "en"},
        {"id": "7", "text": "It helped me.", "context": {"parent_text": "Did it help?"}},
    ]


def test_json_without_text_is_refused_on_the_page(page: Page) -> None:
    page.locator("#comments").fill('[{"text": "fine"}, {"id": "b"}]')
    page.get_by_role("button", name="Score").click()
    sync_api.expect(page.get_by_role("alert")).to_contain_text("Item 2 of the JSON has no “text”")


def test_a_long_thread_goes_in_several_requests_in_order(page: Page) -> None:
    requests = answer_with(page, lambda _: {})
    thread = [f"Comment number {number}" for number in range(130)]
    page.locator("#comments").fill("\n\n".join(thread))
    page.get_by_role("button", name="Score").click()
    sync_api.expect(page.locator("#summary")).to_contain_text("130 comments scored")
    assert [len(comments) for comments in requests] == [64, 64, 2]
    assert [text.text_content() for text in page.locator(".text").all()] == thread


def test_items_out_of_time_are_asked_again(page: Page) -> None:
    late = {"slow one"}

    def result_of(comment: dict[str, Any]) -> dict[str, Any]:
        if comment["text"] not in late:
            return {}
        late.remove(comment["text"])
        return {"status": "abstained", "abstained": {"code": "deadline"}} | NOTHING

    requests = answer_with(page, result_of)
    page.locator("#comments").fill("quick one\n\nslow one")
    page.get_by_role("button", name="Score").click()
    sync_api.expect(page.locator("#summary")).to_have_text("2 comments scored, no action needed")
    assert [[comment["text"] for comment in group] for group in requests] == [
        ["quick one", "slow one"],
        ["slow one"],
    ]


def test_abstained_and_failed_items_are_said_plainly(page: Page) -> None:
    fault = {"pointer": "/text", "code": "too_large", "limit": 20480, "actual": 30000}
    problem = {"title": "Over a limit", "detail": "Mend it.", "status": 413, "errors": [fault]}
    results: dict[str, dict[str, Any]] = {
        "c-1": {"status": "abstained", "abstained": {"code": "too_short"}} | NOTHING,
        "c-2": {"status": "error", "error": problem} | NOTHING,
        "c-3": {"language": {"detected": "es", "confidence": 0.9, "validated": False}},
    }
    answer_with(page, lambda comment: results[comment["id"]])
    score(page, "ok\n\nlong\n\nhola")
    shown = page.locator("#list > li")
    sync_api.expect(shown.nth(0)).to_contain_text("Too short to say anything")
    sync_api.expect(shown.nth(1)).to_contain_text("(limit 20480, here 30000)")
    sync_api.expect(shown.nth(2)).to_contain_text("Looks like Spanish (es)")
    sync_api.expect(page.locator("#summary")).to_contain_text("2 without an opinion")


def test_a_server_error_is_shown_and_the_text_kept(page: Page) -> None:
    problem = {"title": "The queue is full", "detail": "512 requests wait.", "status": 503}
    page.route(
        "**/v1/score",
        lambda route: route.fulfill(
            status=503,
            content_type="application/problem+json",
            headers={"retry-after": "2"},
            body=json.dumps(problem),
        ),
    )
    score(page, "Is this near Leeds?")
    alert = page.get_by_role("alert")
    sync_api.expect(alert).to_contain_text("The queue is full")
    sync_api.expect(alert).to_contain_text("512 requests wait.")
    sync_api.expect(alert).to_contain_text("Wait 2 s")
    sync_api.expect(page.locator("#comments")).to_have_value("Is this near Leeds?")


def test_an_unreachable_server_is_shown_and_the_text_kept(page: Page) -> None:
    page.route("**/v1/score", lambda route: route.abort())
    page.locator("#comments").fill("Is this near Leeds?")
    page.get_by_role("button", name="Score").click()
    sync_api.expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    sync_api.expect(page.locator("#comments")).to_have_value("Is this near Leeds?")


def test_results_can_be_narrowed_to_what_needs_a_person(page: Page) -> None:
    answer_with(
        page, lambda comment: {"recommendation": "review"} if comment["id"] == "c-2" else {}
    )
    score(page, "one\n\ntwo\n\nthree")
    page.get_by_role("button", name=re.compile("^Review")).click()
    sync_api.expect(page.locator("#list > li:visible")).to_have_count(1)
    sync_api.expect(page.locator("#list > li:visible .text")).to_have_text("two")


def test_the_example_gives_the_text_it_replaced_back(page: Page) -> None:
    page.locator("#comments").fill("my own text")
    page.get_by_role("button", name="Example").click()
    page.get_by_role("button", name="Back to my text").click()
    sync_api.expect(page.locator("#comments")).to_have_value("my own text")


def test_nothing_is_requested_from_another_host(page: Page, service_url: str) -> None:
    urls: list[str] = []

    def note(request: Request) -> None:
        urls.append(request.url)

    page.on("request", note)
    page.reload()
    page.get_by_role("button", name="Example").click()
    score(page)
    assert f"{service_url.rstrip('/')}/v1/score" in urls
    elsewhere = [url for url in urls if not url.startswith((service_url, "data:"))]
    assert elsewhere == []


def test_the_page_knows_every_label_of_the_policy(page: Page) -> None:
    words: dict[str, Any] = page.evaluate(
        "import('/page/words.js').then(({RISKS, KINDS, SIGNALS}) => ({"
        "risks: Object.keys(RISKS), signals: Object.keys(SIGNALS),"
        "kinds: Object.entries(KINDS).map(([kind, {risk}]) => [risk, kind])}))"
    )
    assert words["risks"] == list(Risk)
    assert words["signals"] == list(Signal)
    assert words["kinds"] == [[risk, kind] for risk in Risk for kind in KINDS_BY_RISK[risk]]


def test_pieces_of_any_spans_give_the_comment_back(page: Page) -> None:
    text = "a😀bcdéfgh𝄞ij"
    ranges = [(0, 5), (3, 8), (3, 8), (4, 6), (7, 12), (1, 2), (0, 12), (11, 12)]
    spans = [span("overclaiming", "cure", text, start, end) for start, end in ranges]
    plain: list[Any] = page.evaluate(
        "([text, spans]) => import('/page/marks.js').then(({markText}) => {"
        " const parts = spans.map(() => '');"
        " const read = (piece) => { if ('text' in piece) return piece.text;"
        "  const inner = piece.children.map(read).join('');"
        "  parts[piece.index] += inner; return inner; };"
        " return [markText(text, spans).pieces.map(read).join(''), parts]; })",
        [text, spans],
    )
    assert plain == [text, [text[start:end] for start, end in ranges]]


def test_a_result_is_copied_with_what_was_sent_and_who_answered(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer_with(page, lambda _: {})
    score(page, "Is this near Leeds?\n\n> Ask the hospital")
    page.get_by_role("button", name="Copy as JSON").nth(1).click()
    sync_api.expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert copied["comment"]["context"] == {"parent_text": "Is this near Leeds?"}
    assert copied["result"]["id"] == "c-2"
    assert copied["model"]["version"] == "9"
