"""A rebuild that dies anywhere: killed, out of room, unable to write. The live index answers on, the next one succeeds.

python -m benchmarks.crashes [--kills 54]    prints one line of JSON; ends with 1 where anything was lost
sudo python -m benchmarks.crashes --mounts   also a full disk and a read-only one, on small file systems in memory
python -m benchmarks.crashes --order         needs strace: in which order files are synced and renamed

Each kill is aimed at the stage with the fewest so far, at a moment by chance within it, and counts for the stage that
was reached. All documents have changed each time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from bot.commands.doctor import examine
from bot.rebuilds.rebuilding import run_rebuild
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer
from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.hashing import NAME
from embeddings.errors import RebuildError

ROOT = Path(__file__).parent.parent
STAGES = ("reading", "embedding", "statements", "indexing", "verifying", "publishing")
_PAGES = 24
QUESTION, ANSWER = "How many lanterns hang in the harbour of Oster?", "Forty lanterns"
SHOWS = """
import sys
from pathlib import Path
from bot.rebuilds.rebuilding import run_rebuild
from bot.settings import Settings
settings = Settings(seeds=Path(sys.argv[1]), data=Path(sys.argv[2]), model=sys.argv[3])
run_rebuild(settings, full=False, strict=False, progress=lambda *at: print(*at, flush=True))
"""


def main() -> None:
    """Do what was asked for and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=54)
    parser.add_argument("--model", default=DEFAULT_MODEL, help="for the kills; hashing is too quick to be hit")
    parser.add_argument("--mounts", action="store_true")
    parser.add_argument("--order", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        small = _library(root / "small", NAME)
        if options.order:
            _order(small)
            return
        figures = _kills(_library(root / "large", options.model), options.kills)
        if options.mounts:
            figures |= _full_disk(small, root) | _read_only(small, root)
    print(json.dumps(figures))
    sys.exit(bool(figures["lost"]) or "LOST" in str(figures))


def _library(root: Path, model: str) -> Settings:
    settings = Settings(seeds=root / "seeds", data=root / "data", model=model)
    settings.seeds.mkdir(parents=True)
    (settings.seeds / "lanterns.txt").write_text(f"Harbour\n\n{ANSWER} hang in the harbour of Oster.")
    _edit(settings, 0)
    run_rebuild(settings, full=False, strict=False)
    return settings


def _edit(settings: Settings, number: int) -> None:
    for page in range(_PAGES):
        said = f'"This is edition {number}," said Ann Lee of page {page}.'
        (settings.seeds / f"{page}.txt").write_text(f"Page {page}\n\n" + "\n\n".join([said] * 4))


def _answers(settings: Settings) -> bool:
    """Tell whether the live index opens and answers, with a citation that is its own."""
    with closing(Responder(settings)) as responder:
        response = responder.respond(QUESTION)
        known = responder.snapshot.store.documents()
    outcome = response.outcome
    if not isinstance(outcome, Answer) or ANSWER not in outcome.quotes[0].text:
        return False
    return outcome.citations[0].document.id in known


def _start(settings: Settings) -> subprocess.Popen[str]:
    return subprocess.Popen(_command(settings), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _command(settings: Settings) -> list[str]:
    return [sys.executable, "-c", SHOWS, str(settings.seeds), str(settings.data), settings.model]


def _durations(settings: Settings) -> dict[str, float]:
    """Measure how long each stage of an undisturbed rebuild takes."""
    began: dict[str, float] = {}
    with _start(settings) as running:
        for line in running.stdout or ():
            began.setdefault(line.split()[0], time.perf_counter())
    times = [*began.values(), time.perf_counter()]
    return {stage: after - at for (stage, at), after in zip(began.items(), times[1:], strict=True)}


def _kills(settings: Settings, count: int) -> dict[str, object]:
    _edit(settings, -1)
    durations, hit, tries, lost, unnamed = _durations(settings), Counter[str](), 0, 0, 0
    while hit.total() < count:
        stage = min(STAGES, key=hit.__getitem__)
        tries += 1
        _edit(settings, tries)
        reached = _killed(settings, stage, durations[stage])
        hit.update([reached] if reached else [])
        left = {path.name for path in (settings.data / "index").iterdir()} - _published(settings)
        named = " ".join(finding.found for finding in examine(settings))
        unnamed += sum(name not in named for name in left)
        well = _answers(settings)
        run_rebuild(settings, full=False, strict=False)
        lost += not (well and _answers(settings))
        print(
            f"{tries}: {f'killed in {reached}' if reached else 'too late'}, aimed at {stage}",
            file=sys.stderr,
            flush=True,
        )
    return {
        "kills": count,
        "by_stage": dict(hit),
        "too_late": tries - count,
        "lost": lost,
        "left_and_not_named": unnamed,
    }


def _killed(settings: Settings, stage: str, duration: float) -> str | None:
    """Kill a rebuild in a stage, or in what followed meanwhile; return what it had reached, None where it was done."""
    reached: list[str] = []
    with _start(settings) as running:
        for line in running.stdout or ():
            reached.append(line.split()[0])
            if reached[-1] == stage:
                time.sleep(random.random() * duration)  # noqa: S311  a moment, no secret
                os.kill(running.pid, signal.SIGKILL)
                break
        reached += [line.split()[0] for line in running.stdout or ()]
    return reached[-1] if running.returncode == -signal.SIGKILL else None


def _published(settings: Settings) -> set[str]:
    """What belongs in an index folder when nothing runs."""
    names = {path.name for path in (settings.data / "index").iterdir()}
    whole = {name for name in names if re.fullmatch(r"\d{8}T\d{4}Z-[0-9a-f]{6}", name)}
    return whole | {"CURRENT", "last.json", ".lock"}


def _full_disk(settings: Settings, folder: Path) -> dict[str, object]:
    """Rebuild on disks of ever more room; each that was too small must say so and answer on."""
    small, outcomes = folder / "small", Counter[str]()
    for kilobytes in range(400, 2400, 100):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", _made(small)], check=True)
        try:
            there = settings.model_copy(update={"data": small / "data", "seeds": folder / "few"})
            outcomes[_in_little_room(there)] += 1
        finally:
            subprocess.run(["umount", str(small)], check=True)
    return {"full_disk": dict(outcomes)}


def _in_little_room(settings: Settings) -> str:
    settings.seeds.mkdir(exist_ok=True)
    (settings.seeds / "lanterns.txt").write_text(f"Harbour\n\n{ANSWER} hang in the harbour of Oster.")
    for page in settings.seeds.glob("more*.txt"):
        page.unlink()
    run_rebuild(settings, full=False, strict=False)
    for number in range(60):
        (settings.seeds / f"more{number}.txt").write_text(
            f"More {number}\n\n" + f"There is more of page {number}. " * 40
        )
    try:
        run_rebuild(settings, full=False, strict=False)
    except RebuildError as error:
        print(error, file=sys.stderr)
        return "refused, answers on" if _answers(settings) else "LOST"
    return "published" if _answers(settings) else "LOST"


def _read_only(settings: Settings, folder: Path) -> dict[str, object]:
    disk = folder / "disk"
    there = settings.model_copy(update={"data": disk / "data"})
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", _made(disk)], check=True)
    try:
        run_rebuild(there, full=False, strict=False)
        _edit(settings, -1)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        try:
            run_rebuild(there, full=False, strict=False)
        except RebuildError as error:
            return {"read_only": str(error).replace(str(folder), "…"), "answers": _answers(there)}
        return {"read_only": "PUBLISHED"}
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _order(settings: Settings) -> None:
    _edit(settings, 1)
    calls = "trace=fsync,rename,renameat,renameat2"
    traced = subprocess.run(
        ["strace", "-f", "-y", "-e", calls, *_command(settings)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    for line in traced.stderr.splitlines():
        if f"{settings.data}/index" in line:
            print(re.sub(r"^\[pid +\d+\] ", "", line).replace(f"{settings.data}/index", "index"))


def _made(folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    return str(folder)


if __name__ == "__main__":
    main()
