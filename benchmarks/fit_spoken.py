"""Write how far aside a model puts each language: the mean vectors of the same questions in all of them.

    python -m benchmarks.fit_spoken DATA MODEL

DATA keeps the compiled model. The questions stand in ``parallel.toml``.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import numpy as np

from embeddings.encoding.encoders import load_encoder
from embeddings.search.spoken import FOLDER

QUESTIONS = Path(__file__).with_name("parallel.toml")


def main(data: Path, model: str) -> None:
    """Write the model's file, whose numbers are of half precision."""
    encoder = load_encoder(model, data, say=print)
    asked = {code: text.splitlines() for code, text in tomllib.loads(QUESTIONS.read_text(encoding="utf-8")).items()}
    if len({len(questions) for questions in asked.values()}) != 1:
        sys.exit("There are not as many questions in every language.")
    means = {code: np.mean([encoder.encode_query(one) for one in asked[code]], axis=0) for code in sorted(asked)}
    FOLDER.mkdir(exist_ok=True)
    np.savez(FOLDER / f"{model}.npz", allow_pickle=False, **{code: mean.astype("<f2") for code, mean in means.items()})
    print(f"{len(means)} languages of {len(asked['en'])} questions each")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
