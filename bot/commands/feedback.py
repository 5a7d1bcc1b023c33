"""``onrecord feedback``: what people thought of the answers, and that as cases for ``onrecord evaluate``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import typer

from bot.locale import N_
from bot.render import clean, short
from bot.settings import Settings
from bot.state.feedback import Feedback, Rated, Reason
from bot.state.opening import has_state, open_state
from embeddings.errors import UsageError
from embeddings.owner import write_file

WORDS: dict[Reason, str] = {
    "source": N_("wrong source"),
    "speaker": N_("wrong speaker"),
    "outdated": N_("outdated"),
    "none": N_("not an answer"),
}


def run_feedback(settings: Settings, export: Path | None) -> None:
    """Print votes and remarks; with ``export``, write every answer that was judged as a case."""
    rated = judged(settings)
    if export is not None:
        rows = "".join(f"{json.dumps(case(one), ensure_ascii=False)}\n" for one in rated)
        try:
            write_file(export, rows)
        except OSError as error:
            raise UsageError(f"{export} can't be written: {error.strerror}") from None
    typer.echo(summary(rated))
    if export is not None:
        typer.echo(f"Wrote {len(rated)} cases to {export}: onrecord evaluate {export}")


def summary(rated: Sequence[Rated]) -> str:
    """Return how the votes fell, and every bad answer and remark, a line each."""
    if not rated:
        return "Nobody has judged an answer yet."
    reasons = Counter(WORDS[reason] for one in rated for reason in one.reasons)
    why = f" ({', '.join(f'{reason} {count}' for reason, count in reasons.most_common())})" if reasons else ""
    head = f"good {sum(one.good for one in rated)}, bad {sum(one.bad for one in rated)}{why}"
    return clean("\n".join([head, *(_line(one) for one in rated if one.bad or one.remarks)]))


def _line(rated: Rated) -> str:
    said = [WORDS[reason] for reason in rated.reasons] + [f"“{short(words)}”" for words in rated.remarks]
    return f"- {short(rated.question)}: {', '.join(said) or 'bad'}"


def case(rated: Rated) -> dict[str, Any]:
    """Return a judged answer as a row of a questions file.

    A good answer says what is right. A bad one says only what is wrong, so its row is skipped until somebody adds
    the ``answers``; so is one that people disagree about, and a question that is none without the one before.
    """
    answer = json.loads(rated.answer)
    answered = answer["outcome"] == "answered"
    cited = list(dict.fromkeys(one["document"]["id"] for one in answer["citations"]))
    quotes = [quote["text"] for quote in answer["quotes"]]
    row: dict[str, Any] = {"id": rated.key, "question": rated.question}
    if rated.good > rated.bad:
        row |= {"answers": quotes, "relevant": [{"doc_id": one} for one in cited]} if answered else {"answers": []}
        row |= {} if rated.about is None else {"skip": f"leant on the question before: {rated.about}"}
    else:
        row |= {"skip": _why_skipped(rated, answered=answered)}
        row |= {"shown": quotes, "relevant": [{"doc_id": one, "label": "wrong"} for one in cited]} if answered else {}
    return row | {
        "feedback": {"good": rated.good, "bad": rated.bad, "reasons": rated.reasons, "remarks": rated.remarks},
        "snapshot": rated.snapshot,
    }


def _why_skipped(rated: Rated, *, answered: bool) -> str:
    if rated.good == rated.bad:
        return "judged good as often as bad" if rated.good else "only remarked on"
    if not answered:
        return "judged bad: should not have been refused"
    common = Counter(rated.reasons).most_common(1)
    return f"judged bad: {WORDS[common[0][0]]}" if common else "judged bad"


def judged(settings: Settings) -> list[Rated]:
    """Return every answer that somebody judged."""
    if not has_state(settings):  # opening it would make one
        return []
    with closing(open_state(settings)) as database:
        return Feedback(database).everything()
