"""Everything that can go wrong and that a person can mend, as one small tree.

    OnrecordError
    ├── UsageError              what was asked for makes no sense (exit code 2)
    │   ├── QuestionError       a question that can't be asked, and why
    │   └── SettingsError       an unknown or unusable setting
    ├── DocumentError           a document that can't be read, with file and line
    ├── FetchError              an address that can't be fetched: for good, or for now
    ├── ModelError              the embedding model is missing or is not what it should be
    ├── RebuildError            a rebuild that could not run or was told to be strict
    │   ├── BusyError           another one is running
    │   └── RefusedError        a snapshot that the gate did not let through, kept aside
    ├── SnapshotError           no snapshot, a damaged one, or one that another model made
    │   └── IndexGoneError      the server that keeps it can't be reached now
    ├── StateError              the state database can't be used
    │   └── StateGoneError      it can't be reached now, or a question is another worker's by now
    ├── ExpiredError            an answer of the past that no longer stands in the documents
    └── TelegramError           no token, or one that Telegram refuses

A message says what was found, what was expected, and the command that mends it.
"""

from __future__ import annotations

from embeddings.text.wording import printable


class OnrecordError(Exception):
    """The root; ``exit_code`` is what the command line ends with.

    The ``values`` go in for the ``{names}`` in the ``words``, which are kept so that others can say them in another
    language.
    """

    exit_code = 1

    def __init__(self, words: str = "", /, **values: object) -> None:
        self.words, self.values = words, values
        super().__init__(words.format(**values) if values else words)

    def __str__(self) -> str:
        """The message, as it may be printed: names of files and words from afar are part of many."""
        return printable(super().__str__())

    def __reduce__(self) -> tuple[object, ...]:
        """Let it come from another process as it was raised there, whatever its own way of being made takes."""
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[OnrecordError], said: tuple[object, ...], held: dict[str, object]) -> OnrecordError:
    error = kind.__new__(kind, *said)
    error.__dict__.update(held)
    return error


class UsageError(OnrecordError):
    """What was asked for makes no sense."""

    exit_code = 2


class QuestionError(UsageError):
    """A question that is empty or too long, or asks about nobody that is known."""


class SettingsError(UsageError):
    """An unknown setting, or a value that it can't have."""


class DocumentError(OnrecordError):
    """A document that can't be read. ``line`` counts from 1 and is None where no line is at fault."""

    def __init__(self, path: str, why: str, *, line: int | None = None) -> None:
        self.path, self.why, self.line = path, why, line
        place = path.replace("\n", "\ufffd")  # no name of a file begins a line of its own
        place = place if line is None else f"{place}, line {line}"
        super().__init__(f"{place}: {why}")


class FetchError(OnrecordError):
    """An address that can't be fetched. ``passing`` is whether it may be another time.

    ``wait`` is how many seconds its server asks to leave it alone, None where it doesn't say.
    """

    def __init__(self, url: str, why: str, *, passing: bool = False, wait: float | None = None) -> None:
        self.url, self.why, self.passing, self.wait = url, why, passing, wait
        super().__init__(f"{url}: {why}{'; try again later' if passing else ''}.")


class ModelError(OnrecordError):
    """The embedding model is missing or is not what it should be."""


class RebuildError(OnrecordError):
    """A rebuild that could not run, or that was told to be strict."""


class BusyError(RebuildError):
    """Another rebuild is running, maybe in another process."""


class RefusedError(RebuildError):
    """A new snapshot that the gate did not let through; ``name`` is that of the folder it is kept in."""

    def __init__(self, message: str, name: str) -> None:
        self.name = name
        super().__init__(message)


class SnapshotError(OnrecordError):
    """No snapshot, a damaged one, or one that another model made."""


class IndexGoneError(SnapshotError):
    """The server that keeps the snapshot can't be reached: nothing is wrong with the question, or with the index."""


class StateError(OnrecordError):
    """The state database can't be used."""


class StateGoneError(StateError):
    """The state can't be reached for now, or what was in hand is another process's by now: it is left to be done."""


class ExpiredError(OnrecordError):
    """An answer of the past that no longer stands in the documents."""


class TelegramError(OnrecordError):
    """No token, or one that Telegram refuses."""
