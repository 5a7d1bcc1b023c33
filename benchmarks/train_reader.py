"""Train the reading model, and write its weights with the card that says how well it reads what was kept apart.

python -m benchmarks.train_reader WORK --open FOLDER [--written FOLDER] [--apart work] [--layers 6] [--device cuda]

WORK holds the pairs that were drawn and the last checkpoint; the same command goes on where it was stopped. The first
part reads the open sets, the second the written documents and a part of the open sets again, at a falling rate.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from benchmarks.comprehension.card import files_used, write_trained
from benchmarks.comprehension.draw import ENCODER, draw_pairs
from benchmarks.comprehension.figures import ask_alone, report
from benchmarks.comprehension.network import ReadingNetwork, TorchReader
from benchmarks.comprehension.pairs import Pair
from benchmarks.comprehension.training import CHECKPOINT, RATE, Example, batched, target, train
from benchmarks.comprehension.written import read_written
from embeddings.comprehension.comprehension import load_comprehension
from embeddings.comprehension.inputs import make_inputs
from embeddings.comprehension.weights import CARD, FOLDER, Card, write_card
from embeddings.encoding.packages import model_folder
from embeddings.owner import write_file


def main() -> None:
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    folder = model_folder(ENCODER, options.work)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
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
    if options.start:
        network.load_state_dict(torch.load(options.start / CHECKPOINT, weights_only=True)["weights"], strict=False)
    for done in train(network, batches, options.work, options.device, options.rate):
        print(report(f"{done:.0%}: a tenth of {options.apart}", ask_alone(apart[::10], reader.read)), flush=True)
    card = _write(network, [pair for part in parts for pair in part], options)
    read = load_comprehension(folder=options.to).read  # as it is served
    figures = report(f"{options.apart}, kept out of training", ask_alone(apart, read))
    write_file(options.to / CARD, write_card(replace(card, figures={options.apart: figures})))
    print(figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--open", type=Path, required=True, help="the folder of the open sets")
    written = Path(__file__).with_name("written")
    parser.add_argument("--written", type=Path, default=written, help="the folder of the written documents")
    parser.add_argument("--apart", default="work", help="the written file that is kept out of training")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--shares", nargs=2, default=["0:1", "0:1"], help="which shares of the pairs of both parts")
    parser.add_argument("--rate", type=float, default=RATE, help="of learning, at its height")
    parser.add_argument(
        "--start", type=Path, help="the WORK of an earlier training: its weights and pairs are gone on from"
    )
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1, help="of the processor")
    parser.add_argument("--to", type=Path, default=FOLDER, help="the folder that weights and card are written to")
    return parser.parse_args()


def _pairs(options: argparse.Namespace) -> list[list[Pair]]:
    """Draw the pairs of both parts, or read those that were drawn before."""
    kept = [(options.start or options.work) / f"pairs-{part}.jsonl" for part in ("open", "written")]
    if not all(path.is_file() for path in kept):
        for path, pairs in zip(kept, draw_pairs(options), strict=True):
            path.write_text("".join(json.dumps(asdict(pair)) + "\n" for pair in pairs), encoding="utf-8")
    drawn = [[Pair(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()] for path in kept]
    return [_between(part, shares) for part, shares in zip(drawn, options.shares, strict=True)]


def _between(pairs: Sequence[Pair], shares: str) -> list[Pair]:
    first, last = (int(float(share) * len(pairs)) for share in shares.split(":"))
    return list(pairs[first:last])


def examples(tokenizer: Tokenizer, pairs: Sequence[Pair]) -> Iterator[Example]:
    """Yield the input of each pair that holds its answer, or the first."""
    for pair in pairs:
        found = make_inputs(tokenizer, pair.question, [(pair.title, pair.passage)])[0]
        if pair.span:
            found = [given for given in found if target(given, pair) is not None]
        if found:
            yield found[0], pair


def _write(network: ReadingNetwork, pairs: Sequence[Pair], options: argparse.Namespace) -> Card:
    """Write weights and card; paths of this machine are not told."""
    command = f"python -m benchmarks.train_reader WORK --open OPEN --written WRITTEN --apart {options.apart}"
    shares = " ".join(options.shares)
    rate = f"{options.rate}{' --start EARLIER' if options.start else ''}"
    return write_trained(
        options.to,
        {name: tensor.float().cpu().numpy() for name, tensor in network.weights().items()},
        words=ENCODER,
        layers=options.layers,
        heads=network.trunk.config.num_attention_heads,
        command=f"{command} --layers {options.layers} --shares {shares} --rate {rate} --seed {options.seed}",
        trained_on=files_used(pairs, options.open, options.written, options.apart),
    )


if __name__ == "__main__":
    main()
