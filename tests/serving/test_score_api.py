"""``POST /v1/score`` on a real server: what a caller gets, and what a wrong call is told."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

SELLER = (
    "WhatsApp Dr Osei on +44 1632 960177, his herbs cured my MS totally in 21 days, he also cures "
    "ALS and herpes. Book now"
)
SEEKER = "Where can I get this please? SPMS since 2011. Thank you"


JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def client(service_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service_url, timeout=30) as client:
        yield client


def score(client: httpx.Client, *texts: Any, **body: Any) -> httpx.Response:
    comments = [{"id": str(n), "text": text} for n, text in enumerate(texts)]
    return client.post("/v1/score", json={"comments": comments, **body})


def problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = response.json()
    assert document["type"] == f"urn:caveat:problem:{code}"
    assert document["status"] == status
    assert document["instance"] == response.headers["x-request-id"]
    assert document["title"]
    assert document["detail"]
    return document


def test_a_seller_is_flagged_and_a_seeker_is_not(client: httpx.Client) -> None:
    reply = score(client, SELLER, SEEKER).json()
    seller, seeker = reply["results"]
    assert seller["scores"]["clinic_promotion"]["flagged"]
    assert seller["recommendation"] in {"hold", "review"}
    assert seller["signals"]["contact_details"] is True
    assert seeker["recommendation"] == "allow"
    assert seeker["signals"]["access_seeking"] > 0.5


def test_a_reply_names_model_calibration_and_policy(client: httpx.Client) -> None:
    reply = score(client, SEEKER).json()
    assert reply["model"]["name"] == "caveat"
    assert reply["model"]["version"] == "1"
    assert reply["model"]["alias"] == "champion"
    assert reply["model"]["digest"].startswith("sha256:")
    assert reply["model"]["calibration"]
    assert reply["policy"] == {"id": "default", "version": 1}


def test_spans_are_exact_slices_in_code_points(client: httpx.Client) -> None:
    text = "🧪𝐍𝐞𝐰! " + SELLER
    [result] = score(client, text, explain="spans").json()["results"]
    assert result["spans"]
    for span in result["spans"]:
        assert span["text"] == text[span["start"] : span["end"]]
        assert 0 < span["score"] <= 1
    reasons = result["scores"]["clinic_promotion"]["reasons"]
    assert {s["kind"] for s in result["spans"] if s["label"] == "clinic_promotion"} == set(reasons)


@pytest.mark.parametrize(
    ("explain", "has_reasons", "has_spans"),
    [("none", False, False), ("reasons", True, False), ("spans", True, True)],
)
def test_grounds_are_given_as_far_as_asked(
    client: httpx.Client, *, explain: str, has_reasons: bool, has_spans: bool
) -> None:
    [result] = score(client, SELLER, explain=explain).json()["results"]
    assert bool(result["scores"]["clinic_promotion"]["reasons"]) is has_reasons
    assert bool(result.get("spans")) is has_spans


def test_context_is_read(client: httpx.Client) -> None:
    def scored(context: dict[str, str]) -> dict[str, Any]:
        comment = {"text": "Highly recommend, so kind", "context": context}
        response = client.post("/v1/score", json={"comments": [comment]})
        result: dict[str, Any] = response.json()["results"][0]
        return result

    alone = scored({})
    page = scored({"page_title": "Reviews: Corvane Stem Cell Clinic, Split"})
    assert page["input"]["context_used"] is True
    assert alone["input"]["context_used"] is False
    risk = "clinic_promotion"
    assert page["scores"][risk]["score"] > alone["scores"][risk]["score"]


def test_one_bad_comment_fails_alone(client: httpx.Client) -> None:
    body = {
        "comments": [
            {"id": "a", "text": SEEKER},
            {"id": "b"},
            "not an object",
            {"id": "d", "text": "x" * 20_481},
            {"id": "e", "text": SEEKER, "context": {"page_title": 7}},
            {"id": "f", "text": "\ud800 half a character"},
            {"id": "g", "text": SEEKER},
        ]
    }
    response = client.post("/v1/score", content=json.dumps(body).encode(), headers=JSON)
    assert response.status_code == 200, response.text
    results = response.json()["results"]
    assert [r.get("id") for r in results] == ["a", "b", None, "d", "e", "f", "g"]
    assert [r["status"] for r in results] == ["ok", *["error"] * 5, "ok"]
    assert results[3]["error"]["errors"] == [
        {"pointer": "/text", "code": "too_large", "limit": 20_480, "actual": 20_481}
    ]
    assert results[4]["error"]["errors"][0]["pointer"] == "/context/page_title"
    assert results[0]["scores"] == results[6]["scores"]


@pytest.mark.parametrize("text", ["", "   \n", "…!!", "\u200b"])
def test_nothing_to_read_is_abstained_on(client: httpx.Client, text: str) -> None:
    response = score(client, text)
    assert response.status_code == 200
    [result] = response.json()["results"]
    assert result["status"] == "abstained"
    assert result["abstained"] == {"code": "too_short"}
    assert "scores" not in result


def test_the_deadline_is_kept_by_abstaining(client: httpx.Client) -> None:
    results = score(client, *[SELLER * 40] * 64, deadline_ms=1).json()["results"]
    late = [r for r in results if r["status"] == "abstained"]
    assert late
    assert {r["abstained"]["code"] for r in late} == {"deadline"}


def test_labels_narrow_the_reply(client: httpx.Client) -> None:
    [result] = score(client, SELLER, labels=["overclaiming"], explain="spans").json()["results"]
    assert list(result["scores"]) == ["overclaiming"]
    assert {span["label"] for span in result["spans"]} == {"overclaiming"}


def test_models_are_named_by_alias_version_or_digest(client: httpx.Client) -> None:
    digest = score(client, SEEKER).json()["model"]["digest"]
    for name in ("champion", "1", digest):
        assert score(client, SEEKER, model=name).status_code == 200
    document = problem(score(client, SEEKER, model="challenger"), 404, "model-not-loaded")
    assert "champion" in document["detail"]
    assert digest in document["detail"]


def test_an_unknown_label_says_which_there_are(client: httpx.Client) -> None:
    document = problem(score(client, SEEKER, labels=["overclaiming", "spam"]), 400, "unknown-label")
    assert document["errors"] == [{"pointer": "/labels/1", "code": "unknown_label"}]
    assert "clinic_promotion" in document["detail"]


def test_an_unknown_policy_says_which_there_is(client: httpx.Client) -> None:
    assert (
        "default" in problem(score(client, SEEKER, policy="x"), 404, "policy-not-loaded")["detail"]
    )


def test_sixty_five_comments_are_too_many(client: httpx.Client) -> None:
    document = problem(score(client, *[SEEKER] * 65), 413, "too-many-comments")
    assert document["errors"] == [
        {"pointer": "/comments", "code": "too_many", "limit": 64, "actual": 65}
    ]
    assert score(client, *[SEEKER] * 64).status_code == 200


def test_a_lone_megabyte_names_the_limit_and_the_item(client: httpx.Client) -> None:
    document = problem(score(client, "x" * 1_000_000), 413, "too-large")
    assert document["errors"] == [
        {"pointer": "/comments/0/text", "code": "too_large", "limit": 20_480, "actual": 1_000_000}
    ]


def test_a_body_over_the_limit_is_refused(client: httpx.Client) -> None:
    document = problem(score(client, "x" * 2_100_000), 413, "body-too-large")
    assert document["errors"][0]["limit"] == 2_000_000


def test_a_body_of_unsaid_length_is_counted_as_it_comes(client: httpx.Client) -> None:
    chunks = (b"x" * 100_000 for _ in range(30))
    problem(client.post("/v1/score", content=chunks, headers=JSON), 413, "body-too-large")


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "invalid-request"),
        (b"[]", 422, "invalid-request"),
        (b'"text"', 422, "invalid-request"),
        (b"{}", 422, "invalid-request"),
        (b'{"comments": []}', 422, "invalid-request"),
        (b'{"comments": {}}', 422, "invalid-request"),
        (b'{"comments": [{"text": "a"}], "explain": "all"}', 422, "invalid-request"),
        (b'{"comments": [{"text": "a"}], "deadline_ms": 0}', 422, "invalid-request"),
        (b'{"comments": [{"text": "a"}], "author": "x"}', 422, "invalid-request"),
        (b'{"comments": [{"id": "a"}]}', 422, "invalid-request"),
        (b"{", 400, "malformed-json"),
        (b'{"comments": [{"text": "\xff\xfe"}]}', 400, "malformed-body"),
    ],
)
def test_a_malformed_body_is_told_what_to_mend(
    client: httpx.Client, content: bytes, status: int, code: str
) -> None:
    problem(client.post("/v1/score", content=content, headers=JSON), status, code)


def test_another_media_type_is_refused(client: httpx.Client) -> None:
    problem(client.post("/v1/score", content=b"text=hello"), 415, "unsupported-media-type")


def test_no_comment_text_comes_back_in_an_error(client: httpx.Client) -> None:
    secret = "my-name-is-private"
    body = {"comments": [{"id": "a", "text": [secret]}, {"id": secret + "\n", "text": 1}]}
    assert secret not in client.post("/v1/score", json=body).text


def test_request_ids_are_echoed_only_if_sane(client: httpx.Client) -> None:
    assert (
        client.get("/healthz", headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"
    )
    made = client.get("/healthz", headers={"x-request-id": "a b\t<script>"}).headers["x-request-id"]
    assert made.isalnum()
