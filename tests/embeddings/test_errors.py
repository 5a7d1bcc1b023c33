from __future__ import annotations

import inspect
import pickle

import pytest

from embeddings import errors
from embeddings.errors import DocumentError, FetchError, OnrecordError, QuestionError, RefusedError, UsageError

TREE = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, OnrecordError)]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (DocumentError("a.txt", "is empty"), "a.txt: is empty"),
        (DocumentError("a.txt", "is none", line=3), "a.txt, line 3: is none"),
        (DocumentError("a\nb.txt", "is empty"), "a\ufffdb.txt: is empty"),  # no name begins a line of its own
        (FetchError("example.org", "answered 404"), "example.org: answered 404."),
        (FetchError("example.org", "answered 503", passing=True), "example.org: answered 503; try again later."),
        (RefusedError("too few documents", "2026"), "too few documents"),
        (OnrecordError("\x1b[31mred"), "\ufffd[31mred"),  # no escape reaches the terminal
    ],
)
def test_a_message_says_what_was_found_where(error: OnrecordError, message: str) -> None:
    assert str(error) == message


def test_what_a_program_needs_to_know_of_an_error() -> None:
    document, fetch = DocumentError("a\nb", "is empty", line=3), FetchError("u", "w", passing=True, wait=5)
    assert (document.path, document.why, document.line) == ("a\nb", "is empty", 3)
    assert (fetch.url, fetch.why, fetch.passing, fetch.wait) == ("u", "w", True, 5)
    assert RefusedError("m", "2026").name == "2026"


@pytest.mark.parametrize("kind", TREE)
def test_it_comes_from_another_process_as_it_was(kind: type[OnrecordError]) -> None:
    made: dict[type[OnrecordError], OnrecordError] = {
        DocumentError: DocumentError("a\nb", "is empty", line=3),
        FetchError: FetchError("u", "w", passing=True, wait=5),
        RefusedError: RefusedError("m", "2026"),
    }
    error = made.get(kind) or kind("{who} is {what}", who="Ann", what="{none}")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own, of this moment
    assert (type(again), str(again), vars(again)) == (kind, str(error), vars(error))


@pytest.mark.parametrize("kind", TREE)
def test_the_command_line_ends_with_two_where_it_was_asked_for_nonsense(kind: type[OnrecordError]) -> None:
    assert kind.exit_code == (2 if issubclass(kind, UsageError) else 1)


def test_the_tree_is_drawn_as_it_is() -> None:
    drawn = {word for word in (errors.__doc__ or "").split() if word.endswith("Error")}
    assert drawn == {kind.__name__ for kind in TREE}
    assert issubclass(QuestionError, UsageError)
