"""The gate: what a new snapshot must pass before it is published, next to the live one.

Its integrity and the recall of its index are looked at where it is built. Here: that it did not collapse, and that the
operator's golden questions are answered no worse than before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.rebuilds.golden import Golden, is_right, read_golden
from bot.respond import respond
from bot.settings import Settings
from embeddings.comprehension.comprehension import Comprehension
from embeddings.comprehension.load import load_reader
from embeddings.encoding.encoder import Encoder
from embeddings.errors import ModelError
from embeddings.library.open_library import OpenLibrary
from embeddings.library.verdict import Check
from embeddings.rebuild import Load
from embeddings.retrieve import Finder
from embeddings.text.wording import many

FILE = "golden.jsonl"  # in the documents' folder
_LEAST = 0.5  # of what the live snapshot has
_NAMED = 5  # questions answered wrong: a message holds no more


def make_gate(settings: Settings) -> Callable[[OpenLibrary, OpenLibrary | None, Load], Sequence[Check]]:
    """Return the gate of these settings. Raises UsageError where the golden questions can't be read."""
    path = golden_file(settings)
    golden = read_golden(path) if path is not None else []

    def gate(new: OpenLibrary, live: OpenLibrary | None, load: Load) -> Sequence[Check]:
        checks = [] if live is None else [check_counts(new, live)]
        if golden:
            reader = load_reader(settings.reader, settings.data)
            checks.append(check_golden(golden, new, live, load, margin=settings.golden_margin, reader=reader))
        return checks

    return gate


def golden_file(settings: Settings) -> Path | None:
    """Return where the golden questions are: the setting's file, or one beside the documents, if there is one."""
    beside = settings.seeds / FILE
    return settings.golden or (beside if beside.is_file() else None)


def check_counts(new: OpenLibrary, live: OpenLibrary) -> Check:
    """Compare how much there is: where half of it is gone, somebody mounted the wrong folder."""
    before, after = live.manifest, new.manifest
    passed = after.documents >= _LEAST * before.documents and after.passages >= _LEAST * before.passages
    return Check(
        "counts",
        passed,
        f"{many(after.documents, 'document')} and {many(after.passages, 'passage')}, where the live index has "
        f"{before.documents} and {before.passages}; at least half was expected",
    )


def check_golden(
    golden: Sequence[Golden],
    new: OpenLibrary,
    live: OpenLibrary | None,
    load: Load,
    *,
    margin: float,
    reader: Comprehension | None = None,
) -> Check:
    """Ask the golden questions of both; the new one may answer a share of ``margin`` fewer rightly."""
    wrong = _wrong(golden, Finder(new, load(new.manifest.encoder.model), private=True, comprehension=reader))
    right = len(golden) - len(wrong)
    encoder = _encoder(live, load)
    before = right
    if live is not None and encoder is not None:
        before = len(golden) - len(_wrong(golden, Finder(live, encoder, private=True, comprehension=reader)))
    named = f"; wrong: {'; '.join(wrong[:_NAMED])}{' …' if len(wrong) > _NAMED else ''}" if wrong else ""
    compared = "there is nothing to compare with" if encoder is None else f"the live index answers {before}"
    return Check(
        "golden questions",
        right >= before - margin * len(golden),
        f"{right} of {len(golden)} are answered rightly, {compared}{named}",
    )


def _wrong(golden: Sequence[Golden], finder: Finder) -> list[str]:
    outcomes = ((one, respond(finder, one.question).outcome) for one in golden)
    return [one.question for one, outcome in outcomes if not is_right(one, outcome)]


def _encoder(live: OpenLibrary | None, load: Load) -> Encoder | None:
    """Return what made the live snapshot, None where that is no more to be had."""
    if live is None:
        return None
    try:
        encoder = load(live.manifest.encoder.model)
    except ModelError:
        return None
    return encoder if encoder.spec == live.manifest.encoder else None
