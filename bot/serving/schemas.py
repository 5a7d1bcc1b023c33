"""The JSON of the contract, as JSON Schema: what each reply holds. More fields may be added; none are taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_MAYBE: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": ["number", "null"]}
_OUTCOME: Schema = {"enum": ["answered", "not_on_record"]}
_REASON: Schema = {"enum": ["empty_index", "nothing_relevant", "filtered_out", None]}
_SPAN: Schema = {"text": _TEXT, "start": _COUNT, "end": _COUNT}
_NEXT: Schema = {"type": ["integer", "null"], "description": "the offset of the next page, null on the last"}


def reference(name: str) -> str:
    """Return where a schema of this name stands."""
    return f"#/components/schemas/{name}"


def _object(description: str, **properties: Schema) -> Schema:
    return {"type": "object", "description": description, "properties": properties, "required": list(properties)}


def _also(described: Schema, **optional: Schema) -> Schema:
    return described | {"properties": described["properties"] | optional}


def _several(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": reference(name)}}


def _or_none(name: str) -> Schema:
    return {"anyOf": [{"$ref": reference(name)}, {"type": "null"}]}


SCHEMAS: Final[Mapping[str, Schema]] = {
    "Answer": _also(
        _object(
            "Exact quotes, best first, with what they stand in; or not on record, and the nearest passages.",
            id={},
            question=_TEXT,
            outcome=_OUTCOME,
            reason=_REASON,
            confidence={"type": "number"},
            quotes=_several("Quote"),
            citations=_several("Citation"),
            snapshot=_TEXT,
            timing_ms=_object("Milliseconds.", total={"type": "number"}),
        ),
        aside=_object(
            "What is said to small talk or of the bot itself, or that it does not do what is asked for.",
            kind=_TEXT,
            text=_TEXT,
            example=_MAYBE,
        ),
    ),
    "Passages": _object(
        "Passages, best first; the outcome says whether they answer, or are only the nearest.",
        query=_TEXT,
        outcome=_OUTCOME,
        reason=_REASON,
        results=_several("Citation"),
        next_offset=_NEXT,
        snapshot=_TEXT,
    ),
    "Statements": _object(
        "What somebody has on record, the newest first.",
        speaker=_TEXT,
        outcome=_OUTCOME,
        reason=_REASON,
        speakers={"type": "array", "items": _object("Who goes by the name.", name=_TEXT, statements=_COUNT)},
        total=_COUNT,
        statements=_several("Statement"),
        next_offset=_NEXT,
        snapshot=_TEXT,
    ),
    "Check": _object(
        "Whether words have been said: word for word, changed, by somebody else, or not on record.",
        claim=_TEXT,
        words=_TEXT,
        claimed=_MAYBE,
        outcome=_TEXT,
        quotes=_several("Quote"),
        citations=_several("Citation"),
        differences={"type": "array", "items": {"type": "object"}},
        nearest=_several("Citation"),
        snapshot=_TEXT,
    ),
    "DocumentInFull": _object(
        "A part of a document's text, who says what in it, and where each fact about it came from.",
        document={"$ref": reference("Document")},
        origins={"type": "object", "additionalProperties": _TEXT},
        left_out={"type": "array", "items": _TEXT},
        **_SPAN,
        length=_COUNT,
        next_offset=_NEXT,
        statements=_several("Statement"),
        also_in=_several("Document"),
        snapshot=_TEXT,
    ),
    "Quote": _object(
        "An exact slice of a document; offsets count its characters.",
        citation={"type": "integer", "minimum": 1},
        **_SPAN,
        speaker=_or_none("Speaker"),
    ),
    "Citation": _object(
        "A numbered mark to one paragraph of one passage.",
        number={"type": "integer", "minimum": 1},
        paragraph={"type": "integer", "minimum": 1},
        page={"type": ["integer", "null"]},
        document={"$ref": reference("Document")},
        passage=_object("The passage.", id=_TEXT, **_SPAN),
        scores=_object("Higher is better; null where a stage did not find it.", dense=_NUMBER, keyword=_NUMBER),
        also_in=_several("Document"),
    ),
    "Statement": _object(
        "What somebody said, in one or several exact slices of a document.",
        pieces={"type": "array", "items": _object("A slice.", **_SPAN)},
        speaker=_or_none("Speaker"),
        paragraph={"type": "integer", "minimum": 1},
        page={"type": ["integer", "null"]},
        document={"$ref": reference("Document")},
    ),
    "Speaker": _object("Whose words they are.", name=_TEXT, as_written=_TEXT, role=_MAYBE, cue=_MAYBE, kind=_TEXT),
    "Document": _object(
        "Where words stand; null is what the document does not say.",
        id=_TEXT,
        title=_MAYBE,
        publisher=_MAYBE,
        author=_MAYBE,
        date=_MAYBE,
        url=_MAYBE,
        path=_TEXT,
        language=_MAYBE,
    ),
    "Problem": _object("What went wrong.", type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT),
}
