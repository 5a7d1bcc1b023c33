"""Reply markup: https://core.telegram.org/bots/api#inlinekeyboardmarkup and its kin."""

from collections.abc import Mapping

from .entities import utf16_length
from .errors import bad_request, lost
from .links import usable_link
from .params import required
from .records import Json

UNREADABLE = "can't parse inline keyboard button"
MAX_BUTTONS = 100
MAX_CALLBACK_DATA = 64
MAX_COPY_TEXT = 256
_OTHERS = ("keyboard", "remove_keyboard", "force_reply")
_ACTIONS = frozenset(
    {"url", "callback_data", "web_app", "login_url", "copy_text", "callback_game", "pay"}
    | {"switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat"}
)


def read_markup(params: Mapping[str, object]) -> Json | None:
    """A call's reply_markup, checked; None where there is none, or an empty inline keyboard."""
    markup = params.get("reply_markup")
    if markup in (None, ""):
        return None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup, "inline_keyboard", " of the InlineKeyboardMarkup")
        buttons = [button for row in rows for button in row]
        for button in buttons:
            _check_inline_button(button)
        if len(buttons) > MAX_BUTTONS:
            raise bad_request("reply markup is too long")
        return markup if buttons else None
    if "keyboard" in markup:
        _rows(markup, "keyboard", "")
    elif not any(name in markup for name in _OTHERS):
        raise lost("a reply_markup without any keyboard would be ignored")
    return markup


def _rows(markup: Mapping[str, object], name: str, of: str) -> list[list[object]]:
    rows = markup[name]
    if not isinstance(rows, list):
        raise bad_request(f'Field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'Field "{name}"{of} must be an Array of Arrays')
    return rows


def _check_inline_button(button: object) -> None:
    if not isinstance(button, dict):
        raise bad_request(f"{UNREADABLE}: InlineKeyboardButton must be an Object")
    for name in {"text"} | (button.keys() & {"url", "callback_data"}):
        required(button, name, str, UNREADABLE)
    if not button["text"].strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    actions = sorted(_ACTIONS & button.keys())
    if not actions or not any(button[name] or name.startswith("switch") for name in actions):
        raise bad_request(f"{UNREADABLE}: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise lost(f"a button has {' and '.join(actions)}; Telegram uses one")
    _check_action(actions[0], button[actions[0]])


def _check_action(action: str, value: object) -> None:
    if action == "callback_data" and len(str(value).encode()) > MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not str(value).startswith("tg://") and not usable_link(str(value)):
        raise bad_request(f"Inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= utf16_length(text) <= MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
