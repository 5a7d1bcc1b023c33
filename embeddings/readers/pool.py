"""Child processes that read what can't be trusted, each under limits of time, memory and output."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any, TypeVar

from embeddings.errors import DocumentError
from embeddings.readers.confine import OFFLINE, bare_environment
from embeddings.readers.draft import FACSIMILE, MOST_AT_WORK, Draft, draft_from

if TYPE_CHECKING:
    from embeddings.readers.facsimile import Facsimile

_Made = TypeVar("_Made")

_FRESH = 20.0  # seconds that a child may have waited: after 30 it goes, and what it is asked on its way out is lost
_CODE = "import sys; sys.path[:] = {path!r}; from embeddings.readers.worker import main; main({memory})"


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """What one file may take: seconds, bytes of memory, and characters that come of it."""

    seconds: float = 120
    memory: int = 2 << 30
    output: int = 256 << 20


LIMITS = ReaderLimits()


class Pool:
    """Children that wait for work; one is started where none waits, and one that failed is not used again."""

    def __init__(self, limits: ReaderLimits = LIMITS) -> None:
        self._limits = limits
        self._waiting: list[tuple[subprocess.Popen[str], float]] = []  # and since when
        self._lock = Lock()

    def read(self, kind: str, path: Path, name: str) -> Iterator[Draft | DocumentError]:
        """Yield what a child makes of a file. Raises DocumentError where it breaks down or goes beyond a limit."""
        return self._answers({"kind": kind, "path": str(path), "name": name}, name, _found)

    def facsimile(self, path: Path, name: str, page: int, words: str, earlier: int) -> tuple[bytes, Facsimile]:
        """Return the picture of a page and what it shows. Raises DocumentError as ``read``, and for no such page."""
        asked = {"kind": FACSIMILE, "path": str(path), "name": name, "number": page, "words": words}
        made = list(self._answers({**asked, "earlier": earlier}, name, _drawn))
        if len(made) != 1 or isinstance(made[0], DocumentError):
            raise next((one for one in made if isinstance(one, DocumentError)), DocumentError(name, "has no picture"))
        return made[0]

    def _answers(
        self, asked: Mapping[str, object], name: str, made: Callable[[dict[str, Any], str], _Made]
    ) -> Iterator[_Made]:
        """Yield what is made of the rows that a child answers with."""
        child = self._asked(json.dumps(asked) + "\n")
        late: list[bool] = []

        def stop() -> None:
            late.append(True)
            child.kill()

        def started() -> Timer:
            timer = Timer(self._limits.seconds, stop)
            timer.start()
            return timer

        timer, beats, done = started(), 0, False
        try:
            for row in self._rows(child, name, late):
                if "done" in row:
                    done = True
                    break
                if "at_work" not in row:
                    yield made(row, name)
                elif (beats := beats + 1) <= MOST_AT_WORK:
                    timer.cancel()
                    timer = started()
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:  # it was taken over, perhaps
            why = f"broke its reader, which said what makes no sense ({type(error).__name__}); save it anew"
            raise DocumentError(name, why) from None
        finally:
            timer.cancel()
            self._give_back(child, whole=done and not late)

    def is_offline(self) -> bool:
        """Return whether children have no network here. Raises OSError where none can be started."""
        child = self._asked(json.dumps({"kind": OFFLINE}) + "\n")
        assert child.stdout is not None  # noqa: S101  it was opened with a pipe
        said = child.stdout.readline()
        self._give_back(child, whole=bool(said))
        return bool(said) and json.loads(said)[OFFLINE] is True

    def close(self) -> None:
        """End the children."""
        with self._lock:
            children, self._waiting = self._waiting, []
        for child, _ in children:
            _end(child)

    def _rows(self, child: subprocess.Popen[str], name: str, late: list[bool]) -> Iterator[dict[str, Any]]:
        assert child.stdout is not None  # noqa: S101  it was opened with a pipe
        limits, size = self._limits, 0
        while line := child.stdout.readline(limits.output - size + 1):
            size += len(line)
            if size > limits.output:
                raise DocumentError(name, f"holds more than {limits.output >> 20} MB of text; split it")
            if line.endswith("\n"):
                yield json.loads(line)
        if late:
            raise DocumentError(name, f"took longer than {limits.seconds:g} s to read; split it, or save it anew")
        raise DocumentError(name, f"broke its reader (exit code {child.wait()}); save it anew from where it came")

    def _asked(self, request: str) -> subprocess.Popen[str]:
        while True:
            with self._lock:
                child, since = self._waiting.pop() if self._waiting else (None, 0.0)
            if child is not None and time.monotonic() - since > _FRESH:
                _end(child)
                continue
            fresh = child is None
            child = child or self._started()
            try:
                assert child.stdin is not None  # noqa: S101  it was opened with a pipe
                child.stdin.write(request)
                child.stdin.flush()
            except (BrokenPipeError, ValueError):  # it had waited for long, and went
                _end(child)
                if fresh:
                    raise
            else:
                return child

    def _started(self) -> subprocess.Popen[str]:
        code = _CODE.format(path=sys.path, memory=self._limits.memory)
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        return subprocess.Popen(  # noqa: S603  our own code, by our own interpreter
            [sys.executable, "-c", code],
            stdin=pipe,
            stdout=pipe,
            stderr=nothing,
            text=True,
            encoding="utf-8",
            env=bare_environment(),
        )

    def _give_back(self, child: subprocess.Popen[str], *, whole: bool) -> None:
        if whole and child.poll() is None:
            with self._lock:
                self._waiting.append((child, time.monotonic()))
        else:
            _end(child)


def _found(row: dict[str, Any], name: str) -> Draft | DocumentError:
    if "draft" in row:
        return draft_from(row["draft"])
    return DocumentError(name, str(row["why"]), line=row["line"])


def _drawn(row: dict[str, Any], name: str) -> tuple[bytes, Facsimile] | DocumentError:
    from embeddings.readers.facsimile import facsimile_from  # noqa: PLC0415  only where pictures are wanted

    return facsimile_from(row[FACSIMILE], name) if FACSIMILE in row else DocumentError(name, str(row["why"]))


def _end(child: subprocess.Popen[str]) -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except BrokenPipeError:
            pass
    child.wait()


POOL = Pool()
atexit.register(POOL.close)
