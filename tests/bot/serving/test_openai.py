"""The shape of OpenAI's interface, asked by their own client: content, citations, streams, the turn before, errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam
from starlette.testclient import TestClient

from tests.bot.serving.conftest import SECRET, TOKEN, served

BRIDGE: ChatCompletionMessageParam = {"role": "user", "content": "Who denied that the bridge would be pulled down?"}


@pytest.fixture
def asking(client: TestClient) -> openai.OpenAI:
    return openai.OpenAI(api_key=TOKEN, base_url="http://127.0.0.1/v1", http_client=client, max_retries=0)


def facts(completion: Any) -> dict[str, Any]:
    extra: dict[str, Any] = completion.model_extra
    return extra


def test_there_is_one_model(asking: openai.OpenAI) -> None:
    assert [model.id for model in asking.models.list()] == ["onrecord"]


def test_an_answer_is_markdown_with_numbered_links_and_citations(asking: openai.OpenAI) -> None:
    completion = asking.chat.completions.create(model="onrecord", messages=[BRIDGE], temperature=0.3)
    content = completion.choices[0].message.content or ""
    assert "Ines Falk" in content
    assert "1. [The bridge at Alder Creek](<https://example.org/bridge?a=1&b=2#:~:text=" in content
    assert [one["document"]["title"] for one in facts(completion)["citations"]] == ["The bridge at Alder Creek"]
    assert completion.choices[0].finish_reason == "stop"


def test_a_stream_says_the_same(asking: openai.OpenAI) -> None:
    whole = asking.chat.completions.create(model="onrecord", messages=[BRIDGE])
    chunks = list(asking.chat.completions.create(model="onrecord", messages=[BRIDGE], stream=True))
    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks]
    assert "".join(pieces) == whole.choices[0].message.content
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert facts(chunks[-1])["citations"] == facts(whole)["citations"]


def test_what_is_not_on_record_cites_nothing(asking: openai.OpenAI) -> None:
    messages: list[ChatCompletionMessageParam] = [{"role": "user", "content": "Who won the chess olympiad in Batumi?"}]
    completion = asking.chat.completions.create(model="onrecord", messages=messages)
    assert (completion.choices[0].message.content or "").startswith("**Not on record")
    told = facts(completion)
    assert (told["outcome"], told["reason"], told["citations"]) == ("not_on_record", "nothing_relevant", [])


def test_the_messages_before_are_what_a_question_leans_on(asking: openai.OpenAI) -> None:
    asked: list[ChatCompletionMessageParam] = [
        {"role": "system", "content": "You are a pirate."},
        {"role": "user", "content": [{"type": "text", "text": "What was closed to lorries at Alder Creek?"}]},
        {"role": "assistant", "content": "The bridge."},
        {"role": "user", "content": "How much does it cost?"},
    ]
    completion = asking.chat.completions.create(model="onrecord", messages=asked)
    content = completion.choices[0].message.content or ""
    assert content.startswith("*about")
    assert "40,000 crowns" in content


@pytest.mark.parametrize(
    "messages", [[{"role": "system", "content": "x"}], [{"role": "user", "content": "x" * 2001}], []]
)
def test_what_makes_no_sense_is_an_error_of_the_client(
    asking: openai.OpenAI, messages: list[ChatCompletionMessageParam]
) -> None:
    with pytest.raises(openai.APIStatusError) as raised:
        asking.chat.completions.create(model="onrecord", messages=messages)
    assert raised.value.status_code in (400, 422)


def test_a_wrong_token_is_told_as_theirs_is(client: TestClient) -> None:
    del client.headers["authorization"]
    wrong = openai.OpenAI(api_key="wrong", base_url="http://127.0.0.1/v1", http_client=client, max_retries=0)
    with pytest.raises(openai.AuthenticationError):
        wrong.models.list()


def test_private_documents_are_for_tokens_that_may(private_library: Path) -> None:
    asked: list[ChatCompletionMessageParam] = [{"role": "user", "content": "Who said that the dam at Brokk leaks?"}]
    with served(private_library) as client:
        told = {}
        for token in (TOKEN, SECRET):
            asking = openai.OpenAI(api_key=token, base_url="http://127.0.0.1/v1", http_client=client, max_retries=0)
            told[token] = asking.chat.completions.create(model="onrecord", messages=asked).choices[0].message.content
        assert "Grace Oduya" in (told[SECRET] or "")
        assert "Grace" not in (told[TOKEN] or "")


def test_a_document_without_an_address_is_linked_to_its_page(private_library: Path) -> None:
    asked = {"messages": [{"role": "user", "content": "Where did classes move for three weeks?"}]}
    with served(private_library, public_url="https://desk.example/") as client:
        row = client.post("/v1/chat/completions", json=asked, headers={"authorization": f"Bearer {TOKEN}"}).json()
        content = row["choices"][0]["message"]["content"]
        address = content.partition("(<https://desk.example")[2].partition("#quote>)")[0]
        assert address.startswith("/source/")
        assert "old mill in Tarn" in client.get(address).text
