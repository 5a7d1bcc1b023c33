"""/api: the JSON of the contract, pages, filters, follow-ups, private documents, and problems in their own form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from bot.live import UNREACHABLE
from bot.serving.openapi import document
from embeddings.errors import IndexGoneError
from tests.bot.serving.conftest import TRUSTED

ASK = {"question": "Who denied that the bridge at Alder Creek would be pulled down?"}


def check(name: str, row: Any) -> None:
    described = document()
    Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": described["components"]}).validate(row)


def test_a_question_is_answered_in_the_form_of_the_contract(client: TestClient) -> None:
    row = client.post("/api/ask", json=ASK).json()
    check("Answer", row)
    assert row["outcome"] == "answered"
    quote, cited = row["quotes"][0], row["citations"][0]
    assert "Ines Falk" in quote["speaker"]["name"]
    assert cited["document"]["title"] == "The bridge at Alder Creek"
    text = client.get(f"/api/documents/{cited['document']['id']}").json()["text"]
    assert text[quote["start"] : quote["end"]] == quote["text"]


def test_what_is_not_on_record_says_so(client: TestClient) -> None:
    row = client.post("/api/ask", json={"question": "Who won the chess olympiad in Batumi?"}).json()
    check("Answer", row)
    assert (row["outcome"], row["reason"], row["quotes"]) == ("not_on_record", "nothing_relevant", [])


def test_filters_are_parameters(client: TestClient) -> None:
    row = client.post("/api/ask", json={**ASK, "publisher": "Harbour Post"}).json()
    assert (row["outcome"], row["citations"]) == ("not_on_record", [])
    row = client.post("/api/ask", json={**ASK, "before": "2019"}).json()
    assert row["reason"] == "filtered_out"
    assert client.post("/api/ask", json={**ASK, "publisher": '" "'}).json()["outcome"] == "answered"


def test_a_question_leans_on_those_before_it(client: TestClient) -> None:
    asked = {"question": "How much does it cost?", "earlier": ["What was closed to lorries at Alder Creek?"]}
    leaning = client.post("/api/ask", json=asked).json()
    assert leaning["citations"][0]["document"]["title"] == "The bridge at Alder Creek"


def test_search_goes_page_by_page(client: TestClient) -> None:
    asked = {"query": "the bridge, the ferry and the school", "limit": 1}
    first = client.post("/api/search", json=asked).json()
    check("Passages", first)
    second = client.post("/api/search", json={**asked, "offset": first["next_offset"]}).json()
    assert [row["results"][0]["number"] for row in (first, second)] == [1, 2]
    assert first["results"][0]["passage"]["id"] != second["results"][0]["passage"]["id"]


def test_a_search_says_whether_what_it_found_answers(client: TestClient) -> None:
    good = client.post("/api/search", json={"query": ASK["question"]}).json()
    bad = client.post("/api/search", json={"query": "Who won the chess olympiad in Batumi?"}).json()
    assert (good["outcome"], bad["outcome"]) == ("answered", "not_on_record")
    none = client.post("/api/search", json={"query": "bridge", "before": "1900"}).json()
    assert (none["outcome"], none["reason"], none["results"]) == ("not_on_record", "filtered_out", [])


def test_statements_are_those_of_the_speaker(client: TestClient) -> None:
    row = client.post("/api/statements", json={"speaker": "Falk"}).json()
    check("Statements", row)
    assert row["total"] == 1
    assert "denied" in row["statements"][0]["speaker"]["cue"]
    nobody = client.post("/api/statements", json={"speaker": "Nobody Atall"}).json()
    assert (nobody["outcome"], nobody["reason"]) == ("not_on_record", "nothing_relevant")
    early = client.post("/api/statements", json={"speaker": "Falk", "before": "2020"}).json()
    assert (early["outcome"], early["reason"]) == ("not_on_record", "filtered_out")


def test_a_document_is_read_part_by_part(client: TestClient) -> None:
    identity = client.post("/api/ask", json=ASK).json()["citations"][0]["document"]["id"]
    whole = client.get(f"/api/documents/{identity}").json()
    check("DocumentInFull", whole)
    part = client.get(f"/api/documents/{identity}", params={"offset": 5, "length": 10}).json()
    assert part["text"] == whole["text"][5:15]
    assert (part["next_offset"], whole["next_offset"]) == (15, None)


def test_private_documents_are_for_tokens_that_may(client: TestClient) -> None:
    ask = {"question": "Who said that the dam at Brokk leaks?"}
    refused, told = client.post("/api/ask", json=ask), client.post("/api/ask", json=ask, headers=TRUSTED)
    assert told.json()["outcome"] == "answered"
    identity = told.json()["citations"][0]["document"]["id"]
    hidden = [
        refused,
        client.post("/api/search", json={"query": "the dam at Brokk leaks"}),
        client.post("/api/statements", json={"speaker": "Oduya"}),
        client.get(f"/api/documents/{identity}"),
    ]
    assert [reply.status_code for reply in hidden] == [200, 200, 200, 404]
    assert not any(word in reply.text for reply in hidden for word in ("Brokk leaks at night", "Minutes", "Grace"))
    assert client.get(f"/api/documents/{identity}", headers=TRUSTED).status_code == 200


def test_private_words_before_a_question_help_nobody(client: TestClient) -> None:
    asked = {"question": "And when?", "earlier": ["Who said that the dam at Brokk leaks?"]}
    client.post("/api/ask", json=asked, headers=TRUSTED)
    assert "Grace" not in client.post("/api/ask", json=asked).text


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        (b"{", 422, "the body: Invalid JSON"),
        (b'{"question": ""}', 422, "question: String should have at least 1 character"),
        (b'{"question": "  "}', 400, "The question is empty"),
        (b'{"question": 7}', 422, "question: Input should be a valid string"),
        (b'{"question": "a", "more": 1}', 422, "more: Extra inputs"),
        (b'{"question": "a", "quotes": 11}', 422, "quotes: Input should be less than or equal to 10"),
        (b'{"question": "a", "after": "May"}', 422, "after: String should match"),
        (b'{"question": "a", "after": "2017-99"}', 400, "is no date"),
        (b'{"question": "\\ud800"}', 422, "Invalid JSON"),
        (b'"' + b"[" * 60_000, 422, "Invalid JSON"),
        (b'{"question": "' + b"a" * 70_000 + b'"}', 413, "A body may have 65,536 bytes"),
        (b'{"question": "q", "speaker": "\\u0000"}', 200, ""),
    ],
)
def test_what_makes_no_sense_is_told_as_a_problem(client: TestClient, body: bytes, status: int, detail: str) -> None:
    reply = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
    assert reply.status_code == status
    if status != 200:
        assert reply.headers["content-type"] == "application/problem+json"
        check("Problem", reply.json())
        assert detail in reply.json()["detail"]


def test_only_json_is_read(client: TestClient) -> None:
    reply = client.post("/api/ask", content=b'{"question": "a"}', headers={"content-type": "text/plain"})
    assert (reply.status_code, reply.json()["title"]) == (415, "JSON was expected")


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/api/ask", 405), ("GET", "/api/no", 404)])
def test_other_ways_are_problems_too(client: TestClient, method: str, path: str, status: int) -> None:
    reply = client.request(method, path)
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json")


def test_the_examples_of_the_document_can_be_asked(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    for path, methods in described["paths"].items():
        for example in methods.get("post", {}).get("requestBody", {}).get("content", {}).values():
            for one in example["examples"].values():
                assert client.post(path, json=one["value"]).status_code == 200, path


def test_what_fails_inside_shows_nothing_of_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, private_library: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"{private_library} is at fault")

    monkeypatch.setattr("bot.serving.desk.Desk.ask", broken)
    reply = client.post("/api/ask", json=ASK)
    assert reply.status_code == 500
    assert str(private_library) not in reply.text
    assert "is at fault" in caplog.text


def test_an_index_that_is_gone_is_told_as_that_for_now(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise IndexGoneError("The index at {place} can't be reached.", place="milvus://db.example.org:19530")

    with monkeypatch.context() as patched:
        patched.setattr("bot.serving.desk.Desk.ask", gone)
        reply = client.post("/api/ask", json=ASK)
    assert (reply.status_code, reply.json()["detail"], reply.headers["retry-after"]) == (503, UNREACHABLE, "30")
    assert "The index at milvus://db.example.org:19530 can't be reached." in caplog.text
    assert client.post("/api/ask", json=ASK).status_code == 200
