"""answerCallbackQuery, answerInlineQuery and answerGuestQuery."""

from .entities import utf16_length
from .errors import bad_request, lost
from .keyboards import read_markup
from .params import integer, required, string
from .records import Json
from .text import caption_text, message_text
from .world import World

UNREADABLE = "can't parse inline query result"
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
MAX_NOTICE = 200
MAX_RESULTS = 50
MAX_RESULT_ID = 64
MAX_NEXT_OFFSET = 64
_FILES = frozenset({"audio", "document", "gif", "mpeg4_gif", "photo", "sticker", "video", "voice"})
_TITLED = frozenset({"article", "document", "video", "voice"})


def answer_callback_query(world: World, params: dict[str, object]) -> bool:
    """https://core.telegram.org/bots/api#answercallbackquery."""
    if utf16_length(string(params, "text")) > MAX_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    _settle(world, "callback_query", string(params, "callback_query_id"), params)
    return True


def answer_inline_query(world: World, params: dict[str, object]) -> bool:
    """https://core.telegram.org/bots/api#answerinlinequery."""
    results = params.get("results", [])
    if not isinstance(results, list):
        raise bad_request("Expected an Array of inline query results")
    if len(results) > MAX_RESULTS:
        raise bad_request("Too many inline query results specified")
    for result in results:
        check_result(world, result)
    identifiers = [result["id"] for result in results]
    if len(set(identifiers)) < len(identifiers):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(string(params, "next_offset").encode()) > MAX_NEXT_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    integer(params, "cache_time", 300)
    _settle(world, "inline_query", string(params, "inline_query_id"), params)
    return True


def answer_guest_query(world: World, params: dict[str, object]) -> Json:
    """https://core.telegram.org/bots/api#answerguestquery."""
    check_result(world, params.get("result"))
    number = string(params, "guest_query_id")
    _settle(world, "guest_message", number, params)
    return {"inline_message_id": f"G{number}"}


def _settle(world: World, kind: str, number: str, answer: dict[str, object]) -> None:
    query = world.queries.get(number)
    if query is None or query.kind != kind or query.expired:
        raise bad_request(TOO_OLD)
    query.answer = answer
    world.changed.notify()


def check_result(world: World, result: object) -> None:
    """Refuse an inline result that could not be sent; its text obeys the rules of messages."""
    if not isinstance(result, dict):
        raise bad_request(f"{UNREADABLE}: Inline query result must be an object")
    kind = required(result, "type", str, UNREADABLE)
    if kind != "article" and kind not in _FILES:
        raise bad_request(f'{UNREADABLE}: type "{kind}" is unsupported for the inline query result')
    if not 1 <= len(required(result, "id", str, UNREADABLE).encode()) <= MAX_RESULT_ID:
        raise bad_request("RESULT_ID_INVALID")
    if kind in _TITLED and not required(result, "title", str, UNREADABLE):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if isinstance(content, dict):
        if not content.get("message_text"):
            raise bad_request(f"{UNREADABLE}: Input message content is not specified")
        message_text(content, name="message_text", too_long="MESSAGE_TOO_LONG", strict=world.strict)
    elif kind == "article":
        raise bad_request(f"{UNREADABLE}: Input message content is not specified")
    caption_text(result, strict=world.strict)
    markup = read_markup(result)
    if markup is not None and "inline_keyboard" not in markup:
        raise lost("an inline result carries inline keyboards only")


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "answerGuestQuery": answer_guest_query,
}
