"""The training itself: batches, loss, rate, and checkpoints to go on from."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import torch

from benchmarks.comprehension.network import ReadingNetwork, feed
from benchmarks.comprehension.pairs import Pair
from embeddings.comprehension.inputs import Input

BATCH, SORTED_IN = 32, 60  # pairs, and batches among which like lengths are put together
RATE, WARM_UP, LAST = 1.5e-4, 0.04, 0.05
SAVE_EVERY, LOOKS = 240, 5  # seconds; how often the caller gets to look
CHECKPOINT = "checkpoint.pt"

Example = tuple[Input, Pair]


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


def batched(found: Iterable[Example], chance: random.Random) -> list[list[Example]]:
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


def train(
    network: ReadingNetwork, batches: Sequence[list[Example]], work: Path, device: str, rate: float = RATE
) -> Iterator[float]:
    """Train to the end of the batches, from the last checkpoint on. Yields the share that is done, now and then."""
    optimizer = torch.optim.AdamW([one for one in network.parameters() if one.requires_grad], RATE, weight_decay=0.01)
    step = _restore(network, optimizer, work / CHECKPOINT)
    saved, began, first, tokens, losses = time.monotonic(), time.monotonic(), step, 0, []
    network.train()
    while step < len(batches):
        for group in optimizer.param_groups:
            group["lr"] = rate * pace(step / len(batches))
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
            print(
                f"{step} of {len(batches)}, loss {recent:.3f}, {tokens / spent:.0f} tokens/s, {left:.0f} min left",
                flush=True,
            )
        if time.monotonic() - saved > SAVE_EVERY or step == len(batches):
            _keep(network, optimizer, step, work / CHECKPOINT)
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
