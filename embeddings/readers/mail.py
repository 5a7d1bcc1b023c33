"""E-mail: ``.eml`` is one message, mbox a file of them. The writer's name stands above the words."""

from __future__ import annotations

import email
import email.policy
import mailbox
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft
from embeddings.readers.extracted import extracted_facts
from embeddings.readers.given import wrong_fact
from embeddings.readers.htmlpieces import block_pieces
from embeddings.readers.markup import MarkupError, parse_html
from embeddings.readers.pieces import compose
from embeddings.text.wording import many
from embeddings.turns.lines import lines_of
from embeddings.turns.mail import mail_turns
from embeddings.types import Part

# Whatever a header or a body may hold, the standard library's parser raises one of these.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, LookupError, RecursionError, AssertionError)
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_VIA = re.compile(r"(?<=\w) \(?(?:via|on behalf of) [^\n]{1,80}")  # a list, or an office, that passes it on
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ESCAPED = re.compile(rb"(?m)^>(>*From )")  # else it would begin another message


def read_eml(path: Path, name: str) -> Iterator[Draft | DocumentError]:
    """Yield the document of one message. Raises DocumentError where it has no words."""
    yield _read(path.read_bytes(), name, "")


def read_mbox(path: Path, name: str) -> Iterator[Draft | DocumentError]:
    """Yield a document for each message of an mbox; one that can't be read is told by its number."""
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.iterkeys(), start=1):
            try:
                yield _read(_ESCAPED.sub(rb"\1", box.get_bytes(key)), name, f"#{number}")
            except DocumentError as error:
                yield DocumentError(name, f"message {number} {error.why}")
    finally:
        box.close()


def _read(content: bytes, name: str, key: str) -> Draft:
    try:
        message = email.message_from_bytes(content, _class=EmailMessage, policy=email.policy.default)
        (body, rows), writer = _body(message), _writer(message)
        facts = {
            "title": _header(message, "subject"),
            "author": writer,
            "date": _date(message),
            "url": _header(message, "archived-at").strip("<>"),
        }
        attached = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    except _BROKEN as error:
        raise DocumentError(name, f"is a damaged e-mail ({type(error).__name__})") from None
    except MarkupError:
        body, rows, facts, writer, attached = "", (), {}, "", 0
    if not body:
        raise DocumentError(name, "has no text")
    head = f"{writer}:\n\n" if writer else ""
    text = f"{head}{body}"
    lines = [line for line in lines_of(text) if line.start >= len(head)]
    turns = mail_turns(text, lines, (0, len(writer)) if writer else None)
    parts = [replace(one, start=one.start + len(head), end=one.end + len(head)) for one in rows if one.end <= len(body)]
    left_out = ((many(attached, "attachment"),) if attached else ()) + _wrong_date(facts, message)
    return Draft(text, extracted_facts(facts), key=key, turns=turns, parts=tuple(parts), left_out=left_out)


def _body(message: EmailMessage) -> tuple[str, tuple[Part, ...]]:
    """Return the words of a mail, and which of them are rows of tables."""
    part = message.get_body(("plain", "html"))
    content = part.get_content() if part is not None and part.get_content_maintype() == "text" else ""
    rows: tuple[Part, ...] = ()
    if part is not None and part.get_content_subtype() == "html" and content.strip():
        content, rows = compose(block_pieces(parse_html(content.encode("utf-8", "replace")), quoted="> "))
    text = _UNFIT.sub("", str(content)).replace("\r\n", "\n").replace("\r", "\n")
    return _SIGNATURE.sub("", text).strip(), rows


def _writer(message: EmailMessage) -> str:
    name, address = parseaddr(_header(message, "from"))
    return _VIA.sub("", " ".join(_UNFIT.sub("", name or address).split()))


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name) or "")


def _date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (ValueError, OverflowError):
        return None


def _wrong_date(facts: Mapping[str, str | None], message: EmailMessage) -> tuple[str, ...]:
    written = " ".join(_header(message, "date").split())
    return () if facts.get("date") or not written else (wrong_fact("date", written),)
