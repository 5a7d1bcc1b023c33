"""What the gate found of a snapshot: kept beside it as ``report.json``, and as text where it was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from embeddings.owner import write_file

REPORT, READABLE = "report.json", "report.txt"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: ``found`` says in a sentence what was found, and what was expected."""

    name: str
    passed: bool
    found: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that was looked at. ``accepted`` is whether somebody had it published in spite of what failed."""

    checks: tuple[Check, ...]
    accepted: bool = False

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that were not passed."""
        return tuple(check for check in self.checks if not check.passed)

    def __str__(self) -> str:
        if not self.failed:
            return "passed"
        return f"{'accepted' if self.accepted else 'refused'} ({', '.join(check.name for check in self.failed)})"


_VERDICT: Final = TypeAdapter(Verdict)


def write_verdict(folder: Path, verdict: Verdict) -> None:
    """Write what the gate found into a snapshot's folder."""
    write_file(folder / REPORT, _VERDICT.dump_json(verdict, indent=2) + b"\n")
    write_file(folder / READABLE, f"{readable(verdict.checks)}\n")


def read_verdict(folder: Path) -> Verdict | None:
    """Return what the gate found of a snapshot; None where it was never asked, or can't be read."""
    try:
        return _VERDICT.validate_json((folder / REPORT).read_bytes())
    except (OSError, ValidationError):
        return None


def readable(checks: Sequence[Check]) -> str:
    """Return the checks as lines of text, what failed first."""
    ordered = sorted(checks, key=lambda check: check.passed)
    return "\n".join(f"{'passed' if check.passed else 'FAILED'}  {check.name}: {check.found}" for check in ordered)
