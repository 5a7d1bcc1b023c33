"""A rebuild that dies anywhere: killed, out of room, unable to write. The live index answers on, the next one succeeds.

python -m benchmarks.crashes [--kills 54]    prints one line of JSON; ends with 1 where anything was lost
sudo python -m benchmarks.crashes --mounts   also a full disk and a read-only one, on small file systems in memory
python -m benchmarks.crashes --order         needs strace: in which order files are synced and renamed

Each kill hits another stage in turn, at a moment by chance within it.
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

from bot.answer import Answer
from bot.doctor import examine
from bot.rebuilding import run_rebuild
from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.errors import RebuildError
from embeddings.snapshot import current_name

ROOT = Path(__file__).parent.parent
STAGES = ("reading", "embedding", "statements", "indexing", "verifying", "publishing")
QUESTION, ANSWER = "How many lanterns hang in the harbour of Oster?", "Forty lanterns"
SHOWS = """
import sys
from pathlib import Path
from bot.rebuilding import run_rebuild
from bot.settings import Settings
run_rebuild(Settings(seeds=Path(sys.argv[1]), data=Path(sys.argv[2]), model="hashing"), full=True, strict=False,
            progress=lambda *at: print(*at, flush=True))
"""


def main() -> None:
    """Do what was asked for and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=54)
    parser.add_argument("--mounts", action="store_true")
    parser.add_argument("--order", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = _library(Path(folder))
        if options.order:
            _order(settings)
            return
        figures = _kills(settings, options.kills)
        if options.mounts:
            figures |= _full_disk(settings, Path(folder)) | _read_only(settings, Path(folder))
    print(json.dumps(figures))
    sys.exit(bool(figures["lost"]))


def _library(root: Path) -> Settings:
    settings = Settings(seeds=root / "seeds", data=root / "data", model=NAME)
    settings.seeds.mkdir()
    (settings.seeds / "lanterns.txt").write_text(f"Harbour\n\n{ANSWER} hang in the harbour of Oster.")
    _edit(settings, 0)
    run_rebuild(settings, full=False, strict=False)
    return settings


def _edit(settings: Settings, number: int) -> None:
    for page in range(12):
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
    command = [sys.executable, "-c", SHOWS, str(settings.seeds), str(settings.data)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _durations(settings: Settings) -> dict[str, float]:
    """Measure how long each stage of an undisturbed rebuild takes."""
    began: dict[str, float] = {}
    with _start(settings) as running:
        for line in running.stdout or ():
            began.setdefault(line.split()[0], time.perf_counter())
    times = [*began.values(), time.perf_counter()]
    return {stage: after - at for (stage, at), after in zip(began.items(), times[1:], strict=True)}


def _kills(settings: Settings, count: int) -> dict[str, object]:
    durations, hit, lost, unnamed = _durations(settings), Counter[str](), 0, 0
    for number in range(count):
        stage, before = STAGES[number % len(STAGES)], current_name(settings.data)
        _edit(settings, number + 1)
        with _start(settings) as running:
            reached = ""
            for line in running.stdout or ():
                reached = line.split()[0]
                if reached == stage:
                    time.sleep(random.random() * durations[stage])  # noqa: S311  a moment, no secret
                    os.kill(running.pid, signal.SIGKILL)
                    break
            reached = next(reversed([reached, *(line.split()[0] for line in running.stdout or ())]))
        hit[reached if running.returncode == -signal.SIGKILL else "done before"] += 1
        left = {path.name for path in (settings.data / "index").iterdir()} - _published(settings)
        named = " ".join(finding.found for finding in examine(settings))
        unnamed += sum(name not in named for name in left)
        well = _answers(settings) and current_name(settings.data) is not None
        run_rebuild(settings, full=False, strict=False)
        lost += not (well and _answers(settings))
        print(f"{number + 1}: killed in {reached}; {before} before", file=sys.stderr, flush=True)
    return {"kills": count, "by_stage": dict(hit), "lost": lost, "left_and_not_named": unnamed}


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
    command = [sys.executable, "-c", SHOWS, str(settings.seeds), str(settings.data)]
    calls = "trace=fsync,rename,renameat,renameat2"
    traced = subprocess.run(
        ["strace", "-f", "-y", "-e", calls, *command], cwd=ROOT, check=True, capture_output=True, text=True
    )
    for line in traced.stderr.splitlines():
        if f"{settings.data}/index" in line:
            print(re.sub(r"^\[pid +\d+\] ", "", line).replace(f"{settings.data}/index", "index"))


def _made(folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    return str(folder)


if __name__ == "__main__":
    main()
