from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.answering.quotes import MOST
from bot.commands.repl import converse
from bot.locale import speaking
from bot.lookups.why import Explanation
from bot.questions.followup import Turn
from bot.respond import Response, Trail
from bot.responder import Responder
from bot.settings import Settings
from bot.types import NotOnRecord
from embeddings.encoding.hashing import NAME
from embeddings.errors import IndexGoneError, SnapshotError
from embeddings.library.snapshot import Snapshot
from embeddings.rebuild import Recipe, rebuild
from tests.samples import LIBRARY, load_hashing, write_files

HELP = (
    "Type a question, then others about the same. /new starts on something else, /why shows the scores of the last"
    " answer, /more the rest of its list, /cite N a quote to paste, /sources the documents, /who NAME what a speaker"
    " has on record, /quit leaves."
)


class Fake(Responder):
    """Refuses every question, or breaks at those that say so, and remembers what it was asked."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(Settings(model=NAME), snapshot)
        self.asked: list[str] = []
        self.before: list[Turn | None] = []

    def respond(
        self, question: str, previous: Turn | None = None, *, private: bool = False, quotes: int = MOST
    ) -> Response:
        self.asked.append(question)
        self.before.append(previous)
        assert private  # the keyboard is the operator's own
        assert quotes == MOST
        if question == "break":
            raise SnapshotError("It broke. Mend it.")
        outcome = NotOnRecord(question, 0.125, "nothing_relevant", ())
        return Response(outcome, "a-snapshot", 1.0, turn=Turn((question,)))

    def explain(self, trail: Trail, *, private: bool = False) -> Explanation:
        assert private
        return Explanation({"asked": trail.query.typed}, ())


@pytest.fixture
def fake(snapshot: Snapshot) -> Fake:
    return Fake(snapshot)


def talk(responder: Responder, *lines: str) -> str:
    out = StringIO()
    converse(lines, responder, Console(file=out, width=300, highlight=False, markup=False))
    return out.getvalue()


def test_questions_are_answered_in_order(fake: Fake) -> None:
    assert talk(fake, "Who?\n", "  When?  \n") == "Not on record: no document here answers that.\n\n\n" * 2
    assert fake.asked == ["Who?", "When?"]


def test_blank_lines_are_passed_over(fake: Fake) -> None:
    assert talk(fake, "", "\n", " \t\n") == ""
    assert fake.asked == []


def test_quit(fake: Fake) -> None:
    talk(fake, "Who?", " /quit ", "When?")
    assert fake.asked == ["Who?"]


@pytest.mark.parametrize("word", ["quit", "Exit", " quit "])
def test_who_types_that_they_leave_leaves(fake: Fake, word: str) -> None:
    talk(fake, "Who?", word, "When?")
    assert fake.asked == ["Who?"]


@pytest.mark.parametrize("word", ["help", "?", "HELP"])
def test_who_asks_for_help_gets_it(fake: Fake, word: str) -> None:
    assert "/quit leaves" in talk(fake, word)
    assert fake.asked == []


def test_why_tells_of_the_last_answer(fake: Fake) -> None:
    assert talk(fake, "/why") == "Nothing was asked yet.\n"
    assert talk(fake, "Who?", "break", "/why").endswith("asked Who?\n")


def test_each_question_is_asked_with_the_turn_before(fake: Fake) -> None:
    talk(fake, "Who?", "/sources", "When?", "break", "Why?")
    assert fake.before == [None, Turn(("Who?",)), Turn(("When?",)), Turn(("When?",))]


def test_new_forgets(fake: Fake) -> None:
    assert "Forgotten. The next question stands by itself.\n" in talk(fake, "Who?", "/new", "When?")
    assert fake.before == [None, None]


def test_a_follow_up_says_what_it_was_taken_to_be_about(responder: Responder) -> None:
    said = talk(responder, "Who denied that the bridge would be pulled down?", "What will the repair of it cost?")
    assert "\nabout: Ines Falk, bridge pulled down\nThe council said:\nThe repair will cost 40,000 crowns, the" in said


def test_sources(fake: Fake) -> None:
    assert talk(fake, "/sources").splitlines() == [
        "4 documents",
        "- The bridge at Alder Creek, Alder Gazette, 2020-03-01",
        "- Ferry, Harbour Post",
        "- Ferry, Island Herald",
        "- The school roof",
    ]


@pytest.mark.parametrize("command", ["/", "/exit", "/QUIT", "/why not"])
def test_unknown_command(fake: Fake, command: str) -> None:
    assert talk(fake, command) == "I don't know that command. /help lists those that I know.\n"
    assert fake.asked == []


def test_trouble_is_told_and_the_talk_goes_on(fake: Fake) -> None:
    said = talk(fake, "break", "Who?")
    assert said.startswith("It broke. Mend it.\n")
    assert fake.asked == ["break", "Who?"]


def test_a_command_that_finds_no_index_is_told_so_and_the_talk_goes_on(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise IndexGoneError("The index at {place} can't be reached. Start Milvus, or mend the network.", place="db")

    monkeypatch.setattr(fake, "reading", gone)
    with speaking("de"):
        assert talk(fake, "/sources", "Who?").startswith("Der Index unter db ist nicht erreichbar. Starten Sie Milvus")
    assert fake.asked == ["Who?"]


def test_overlong_question_is_told(responder: Responder) -> None:
    assert talk(responder, "x" * 10_000) == (
        "The question has 10,000 characters, and at most 2,000 are read. Shorten it.\n"
    )


def test_answer(responder: Responder) -> None:
    said = talk(responder, "Who denied that the bridge would be pulled down?")
    assert "Mayor Ines Falk denied that it would be pulled down. [1]\n" in said
    assert "[1] The bridge at Alder Creek, Alder Gazette, 2020-03-01, ¶ 1\n" in said
    assert "    https://example.org/bridge?a=1&b=2\n" in said


def test_markup_in_a_question_or_text_is_only_text(responder: Responder) -> None:
    assert "\x1b" not in talk(responder, "[bold]bridge[/bold] [/nothing]", "/why")


def test_a_new_snapshot_is_taken_up_in_the_middle_of_a_talk(tmp_path: Path) -> None:
    seeds, data = write_files(tmp_path / "seeds", LIBRARY), tmp_path / "data"
    rebuild(seeds, data, Recipe(NAME, load_hashing))

    def lines() -> Iterator[str]:
        yield "Where does the tram stop?"
        write_files(seeds, {"tram.txt": "The tram\n\nThe tram stops at the mill in Tarn."})
        rebuild(seeds, data, Recipe(NAME, load_hashing))
        yield "/sources"
        yield "Where does the tram stop?"

    out = StringIO()
    with closing(Responder(Settings(data=data, model=NAME))) as responder:
        converse(lines(), responder, Console(file=out, width=300, highlight=False, markup=False))
    before, _, after = out.getvalue().partition("\n- ")
    assert before.startswith("Not on record")
    assert "The tram stops at the mill in Tarn. [1]" in after


@pytest.mark.parametrize("line", ["help", "?", "What can you do?", "/help"])
def test_help_needs_no_slash(fake: Fake, line: str) -> None:
    assert talk(fake, line) == f"{HELP}\n"
    assert fake.asked == []


@pytest.mark.parametrize("line", ["What documents do you have?", "how many documents are there", "/sources"])
def test_what_there_is_needs_no_slash(fake: Fake, line: str) -> None:
    assert talk(fake, line).startswith("4 documents\n- ")
    assert fake.asked == []


@pytest.mark.parametrize("line", ["quit", "exit", "QUIT", "/quit"])
def test_leaving_needs_no_slash(fake: Fake, line: str) -> None:
    assert talk(fake, line, "Who?") == ""
    assert fake.asked == []


def test_thanks_leave_the_last_question_the_last(responder: Responder) -> None:
    said = talk(responder, "Who denied that the bridge would be pulled down?", "thanks!", "/why")
    assert "You are welcome." in said
    assert "Nothing was asked yet." not in said


def test_a_quote_is_cited_by_its_number(responder: Responder, fake: Fake) -> None:
    asked = "Who denied that the bridge would be pulled down?"
    whole, first, none = (talk(responder, asked, line).rpartition("\n\n“") for line in ("/cite", "/cite 1", "/cite 9"))
    assert "” – Ines Falk, The bridge at Alder Creek, Alder Gazette, 2020-03-01 https://" in first[2]
    assert first[2].split("\n")[0] in "\n\n".join(whole)
    assert none[2].endswith("There is no quote of that number.\n")
    assert talk(fake, "/cite") == "There is no quote of that number.\n"
