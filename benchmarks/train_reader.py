"""Train the reading model, and print how well it reads the written documents that were kept apart.

python -m benchmarks.train_reader WORK --open FOLDER --written FOLDER [--apart work] [--layers 6] [--device cuda]

WORK holds the pairs that were drawn and the last checkpoint; the same command goes on where it was stopped. The first
part reads the open sets, the second the written documents and as much of the open sets again, at a falling rate.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from benchmarks.comprehension.draw import draw_pairs
from benchmarks.comprehension.figures import ask_alone, report
from benchmarks.comprehension.network import ReadingNetwork, TorchReader, feed
from benchmarks.comprehension.pairs import Pair
from benchmarks.comprehension.written import read_written
from embeddings.comprehension.inputs import Input, make_inputs
from embeddings.encoding.packages import model_folder

MODEL = "multilingual-e5-small"
BATCH, SORTED_IN = 32, 60  # pairs, and batches among which like lengths are put together
RATE, WARM_UP, LAST = 1.5e-4, 0.04, 0.05
SAVE_EVERY, LOOKS = 240, 5  # seconds; how often a tenth of what is kept apart is read

Example = tuple[Input, Pair]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--open", type=Path, required=True)
    parser.add_argument("--written", type=Path, required=True)
    parser.add_argument("--apart", default="work", help="the written file that is kept out of training")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--shares", type=float, nargs=2, default=(1.0, 1.0), help="of the pairs of both parts")
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    if options.device == "cpu":
        torch.set_num_threads(1)
    folder = model_folder(MODEL, options.work)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    network = ReadingNetwork(folder, options.layers).to(options.device)
    parts = _pairs(options)
    chances = [random.Random(f"{options.seed} {at}") for at in range(len(parts))]  # noqa: S311  the same each time
    batches = [
        batch
        for part, chance in zip(parts, chances, strict=True)
        for batch in batched(examples(tokenizer, part), chance)
    ]
    apart = read_written(options.written / f"{options.apart}.jsonl")
    reader = TorchReader(network, tokenizer, options.device)
    for done in train(network, batches, options.work, options.device):
        _say(report(f"{done:.0%}: a tenth of {options.apart}", ask_alone(apart[::10], reader.read)))
    _say(report(f"all of {options.apart}, kept out of training", ask_alone(apart, reader.read)))


def _pairs(options: argparse.Namespace) -> list[list[Pair]]:
    """Draw the pairs of both parts, or read those that were drawn before."""
    kept = [options.work / f"pairs-{part}.jsonl" for part in ("open", "written")]
    if not all(path.is_file() for path in kept):
        for path, pairs in zip(kept, draw_pairs(options), strict=True):
            path.write_text("".join(json.dumps(asdict(pair)) + "\n" for pair in pairs), encoding="utf-8")
    drawn = [[Pair(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()] for path in kept]
    return [part[: int(share * len(part))] for share, part in zip(options.shares, drawn, strict=True)]


def examples(tokenizer: Tokenizer, pairs: Sequence[Pair]) -> Iterator[Example]:
    """Yield the input of each pair that holds its answer, or the first."""
    for pair in pairs:
        found = make_inputs(tokenizer, pair.question, [(pair.title, pair.passage)])[0]
        if pair.span:
            found = [given for given in found if target(given, pair) is not None]
        if found:
            yield found[0], pair


def target(given: Input, pair: Pair) -> tuple[int, int] | None:
    """Return the first and the last token of the answer, (0, 0) for none, or None where the input cuts it off."""
    if not pair.answerable:
        return 0, 0
    if pair.span is None:
        return None
    meeting = [at for at, span in enumerate(given.spans) if span[0] < pair.span[1] and pair.span[0] < span[1]]
    if not meeting or given.spans[meeting[0]][0] > pair.span[0] or given.spans[meeting[-1]][1] < pair.span[1]:
        return None
    return given.first + meeting[0], given.first + meeting[-1]


def batched(found: Iterator[Example], chance: random.Random) -> list[list[Example]]:
    """Return batches in an order drawn by chance, each of like lengths."""
    drawn = list(found)
    chance.shuffle(drawn)
    batches = []
    for at in range(0, len(drawn), BATCH * SORTED_IN):
        stretch = sorted(drawn[at : at + BATCH * SORTED_IN], key=lambda one: len(one[0].tokens))
        some = [stretch[start : start + BATCH] for start in range(0, len(stretch), BATCH)]
        chance.shuffle(some)
        batches += some
    return batches


def train(network: ReadingNetwork, batches: Sequence[list[Example]], work: Path, device: str) -> Iterator[float]:
    """Train to the end of the batches, from the last checkpoint on. Yields the share that is done, now and then."""
    optimizer = torch.optim.AdamW([one for one in network.parameters() if one.requires_grad], RATE, weight_decay=0.01)
    step = _restore(network, optimizer, work / "checkpoint.pt")
    saved, began, first, tokens, losses = time.monotonic(), time.monotonic(), step, 0, []
    network.train()
    while step < len(batches):
        for group in optimizer.param_groups:
            group["lr"] = RATE * pace(step / len(batches))
        with torch.autocast(device, torch.bfloat16):
            spans, whole = network(*feed([given for given, _ in batches[step]], device))
        found = loss(spans, whole, batches[step])
        found.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        tokens += sum(len(given.tokens) for given, _ in batches[step])
        losses.append(float(found.detach()))
        step += 1
        if step % 25 == 0:
            spent = time.monotonic() - began
            left = (len(batches) - step) / (step - first) * spent / 60
            recent = sum(losses[-50:]) / len(losses[-50:])
            _say(f"{step} of {len(batches)}, loss {recent:.3f}, {tokens / spent:.0f} tokens/s, {left:.0f} min left")
        if time.monotonic() - saved > SAVE_EVERY or step == len(batches):
            _keep(network, optimizer, step, work / "checkpoint.pt")
            saved = time.monotonic()
        if step % max(1, len(batches) // LOOKS) == 0 and step < len(batches):
            yield step / len(batches)


def pace(done: float) -> float:
    """Return the share of the full rate at a share of the training: up at first, then down in a line."""
    return min(done / WARM_UP + 0.01, 1.0) * max(LAST, 1 - done)


def loss(spans: Any, whole: Any, batch: Sequence[Example]) -> Any:  # noqa: ANN401  torch is read without its types
    """Cross-entropy of start and end, and of the whole. Where no words are marked, the span must only not be none."""
    allowed = torch.full(spans.shape[:2], -1e4, device=spans.device)
    allowed[:, 0] = 0
    for row, (given, _) in enumerate(batch):
        allowed[row, given.first : given.first + len(given.spans)] = 0
    chances = torch.log_softmax(spans + allowed[:, :, None], dim=1)
    told = []
    for row, (given, pair) in enumerate(batch):
        place = target(given, pair)
        if place is not None:
            told.append(-(chances[row, place[0], 0] + chances[row, place[1], 1]) / 2)
        else:
            told.append(-torch.log1p(-chances[row, 0].exp().clamp(max=0.999)).mean())
    answers = torch.tensor([float(pair.answerable) for _, pair in batch], device=whole.device)
    return torch.stack(told).mean() + torch.nn.functional.binary_cross_entropy_with_logits(whole, answers)


def _keep(network: ReadingNetwork, optimizer: Any, step: int, path: Path) -> None:  # noqa: ANN401
    aside = path.with_suffix(".new")
    torch.save({"step": step, "weights": network.weights(), "optimizer": optimizer.state_dict()}, aside)
    aside.replace(path)


def _restore(network: ReadingNetwork, optimizer: Any, path: Path) -> int:  # noqa: ANN401
    if not path.is_file():
        return 0
    kept = torch.load(path, weights_only=True)
    network.load_state_dict(kept["weights"], strict=False)
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["step"])


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
