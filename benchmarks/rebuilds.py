"""What a rebuild takes after a change, next to a full one: real documents as single files, some of them edited.

python -m benchmarks.rebuilds --documents FOLDER [--share 0.01] [--model all-MiniLM-L6-v2]

Each rebuild runs in a process of its own, as a scheduled one does. Start-up is what a rebuild takes that finds one file
changed in a library of one document: imports, loading the model and the parser. Seconds of processors (``cpu_s``) are
given beside those of the clock: others who use the machine change them less.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from embeddings.readers.folder import read_documents

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Taken:
    """What a rebuild took, in seconds: of the clock, and of all processors together."""

    clock: float
    cpu: float


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=ROOT / "seeds")
    parser.add_argument("--share", type=float, default=0.01, help="of the documents that change")
    parser.add_argument("--model", default="all-MiniLM-L6-v2")
    parser.add_argument("--runs", type=int, default=3, help="of the changed rebuild; the median counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(_measure(Path(folder), options.documents, options.share, options.model, options.runs)))


def _measure(folder: Path, documents: Path, share: float, model: str, runs: int) -> dict[str, object]:
    files = _write(documents, folder / "seeds")
    _write_one(folder / "one", "0")
    _rebuild(folder, "one", model)  # which compiles the model
    startup = _median([_edited(folder, "one", [folder / "one" / "0.md"], model, run) for run in range(runs)])
    full = _rebuild(folder, "seeds", model)  # nothing of the one document can be kept
    unchanged = _rebuild(folder, "seeds", model)
    some = [random.Random(run).sample(files, max(1, round(share * len(files)))) for run in range(runs)]  # noqa: S311  a sample, no secret
    changed = _median([_edited(folder, "seeds", these, model, run) for run, these in enumerate(some)])
    return {
        "documents": len(files),
        "changed": len(some[0]),
        **_figures("clock_s", [full.clock, startup.clock, changed.clock, unchanged.clock]),
        **_figures("cpu_s", [full.cpu, startup.cpu, changed.cpu, unchanged.cpu]),
    }


def _figures(unit: str, seconds: list[float]) -> dict[str, object]:
    full, startup, changed, _ = seconds
    names = ("full", "startup", "changed", "unchanged")
    rounded = {name: round(taken, 2) for name, taken in zip(names, seconds, strict=True)}
    return {unit: {**rounded, "share_of_full": round((changed - startup) / full, 4)}}


def _median(times: list[Taken]) -> Taken:
    middle = len(times) // 2
    return Taken(sorted(one.clock for one in times)[middle], sorted(one.cpu for one in times)[middle])


def _edited(folder: Path, seeds: str, files: list[Path], model: str, run: int) -> Taken:
    for file in files:
        with file.open("a", encoding="utf-8") as text:
            text.write(f'\n\nIn edition {run} of this page the editor wrote: "This was added later," she said.\n')
    return _rebuild(folder, seeds, model)


def _rebuild(folder: Path, seeds: str, model: str) -> Taken:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    environment |= {"ONRECORD_SEEDS": seeds, "ONRECORD_DATA": "data", "ONRECORD_MODEL": model}
    environment["PYTHONPATH"] = str(ROOT)
    started, spent = time.perf_counter(), _spent()
    command = [sys.executable, "-m", "bot", "rebuild"]
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    taken = Taken(time.perf_counter() - started, _spent() - spent)
    print(f"{taken.clock:.1f} s ({taken.cpu:.1f} s of processors): {done.stderr.splitlines()[-1]}", file=sys.stderr)
    return taken


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _write(documents: Path, folder: Path) -> list[Path]:
    """Write documents as single Markdown files."""
    folder.mkdir()
    found, _ = read_documents(documents)
    for number, document in enumerate(found):
        facts = {"title": document.title or f"Page {number}", "publisher": document.publisher, "date": document.date}
        lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in facts.items() if value)
        (folder / f"{number:05}.md").write_text(f"---\n{lines}---\n{document.text}", encoding="utf-8")
    return sorted(folder.iterdir())


def _write_one(folder: Path, name: str) -> None:
    folder.mkdir()
    (folder / f"{name}.md").write_text('# One\n\nA first sentence. "No," said Ann Lee.', encoding="utf-8")


if __name__ == "__main__":
    main()
