"""A call's parameters, however they came: in the address, as a form, as JSON or with files."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message as Headers
from email.parser import HeaderParser
from email.utils import collapse_rfc2231_value
from typing import TypeVar
from urllib.parse import parse_qsl

from .errors import bad_request, lost

_OBJECTS = frozenset(
    {"allowed_updates", "button", "caption_entities", "commands", "entities", "link_preview_options"}
    | {"reply_markup", "reply_parameters", "result", "results", "scope"}
)
_NUMBERS = frozenset(
    {"cache_time", "chat_id", "limit", "max_connections", "message_id", "message_thread_id", "offset"}
    | {"reply_to_message_id", "timeout", "user_id"}
)


_WORDS: dict[type, str] = {str: "String", int: "Number", dict: "Object", list: "Array"}
T = TypeVar("T")


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    data: bytes
    mime_type: str


def read_params(query: str, content_type: str, body: bytes) -> dict[str, object]:
    """All parameters by name: JSON fields decoded, numbers as int, files as Upload, the rest as text."""
    params: dict[str, object] = dict(_pairs(query))
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    if kind == "application/json":
        params |= _read_json(body)
    elif kind == "multipart/form-data":
        params |= _read_multipart(content_type, body)
    elif body:
        params |= _pairs(body.decode("ascii", "replace"))
    return {name: _typed(name, value) for name, value in params.items()}


def _pairs(encoded: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(encoded, keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _read_json(body: bytes) -> dict[str, object]:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse request body as JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("can't parse request body as JSON object")
    return value


def _read_multipart(content_type: str, body: bytes) -> dict[str, object]:
    boundary = _headers(f"Content-Type: {content_type}").get_param("boundary")
    if not isinstance(boundary, str):
        raise bad_request("can't parse multipart/form-data: no boundary")
    params: dict[str, object] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, data = part.partition(b"\r\n\r\n")
        headers = _headers(head.decode("utf-8", "replace").strip())
        name, file_name = (headers.get_param(key, header="content-disposition") for key in ("name", "filename"))
        if file_name is None:
            params[str(name)] = data.decode("utf-8", "replace")
        else:
            params[str(name)] = Upload(collapse_rfc2231_value(file_name), data, headers.get_content_type())
    return params


def _headers(text: str) -> Headers:
    return HeaderParser().parsestr(text)


def _typed(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if name in _OBJECTS and value:
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
    if name in _NUMBERS and re.fullmatch("-?[0-9]{1,18}", value):
        return int(value)
    return value


def required(fields: Mapping[str, object], name: str, kind: type[T], within: str) -> T:
    """A field that a JSON object must have; `within` begins the refusal where it is not so."""
    if name not in fields:
        raise bad_request(f'{within}: Can\'t find field "{name}"')
    value = fields[name]
    if not isinstance(value, kind):
        raise bad_request(f'{within}: Field "{name}" must be of type {_WORDS[kind]}')
    return value


def string(params: Mapping[str, object], name: str) -> str:
    """A text, empty where there is none."""
    value = params.get(name)
    return "" if value is None else str(value)


def integer(params: Mapping[str, object], name: str, default: int = 0) -> int:
    """A number. Telegram takes what it can't read for the default; here that is refused."""
    value = params.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise lost(f"{name} is no integer and would be ignored")
    return value


def boolean(params: Mapping[str, object], name: str) -> bool:
    """True, as JSON or as the words that Telegram takes for it."""
    return str(params.get(name, "")).lower() in {"true", "yes", "1"}
