"""sendMessage, the edits, deleteMessage and sendChatAction."""

from collections.abc import Mapping
from dataclasses import replace

from .chats import Chat
from .errors import bad_request
from .keyboards import read_markup
from .params import boolean, integer, string
from .records import Content, Json, Message
from .text import MAX_QUOTE, FormattedText, format_text, message_text
from .world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
    }
    | {"choose_sticker", "find_location", "record_video_note", "upload_video_note"}
)


def send_message(world: World, params: dict[str, object]) -> Json:
    """https://core.telegram.org/bots/api#sendmessage."""
    formatted = message_text(params, too_long="message is too long", strict=world.strict)
    content = Content(formatted.text, formatted.entities, string(params, "text"), link_preview=_preview(params))
    return post(world, params, content).as_json()


def post(world: World, params: dict[str, object], content: Content) -> Message:
    """Put the bot's message into the chat that the call names, in its topic, as a reply where it is one."""
    content = replace(content, reply_markup=read_markup(params))
    chat = world.writable_chat(params)
    reply_to, quote = _reply(world, chat, params)
    thread_id = integer(params, "message_thread_id") or None
    if thread_id is None and reply_to is not None:
        thread_id = reply_to.thread_id
    if thread_id is not None and thread_id not in chat.topics:
        raise bad_request("message thread not found")
    message = chat.add(world.bot, content, reply_to=reply_to, thread_id=thread_id)
    message.quote = quote
    message.params = params
    return message


def _preview(params: Mapping[str, object]) -> Json | None:
    options = params.get("link_preview_options")
    if options is None:
        return {"is_disabled": True} if boolean(params, "disable_web_page_preview") else None
    if not isinstance(options, dict):
        raise bad_request("Object expected as link preview options")
    for name, value in options.items():
        kind, word = (str, "String") if name == "url" else (bool, "Boolean")
        if not isinstance(value, kind):
            raise bad_request(f'Field "{name}" must be of type {word}')
    return options


def _reply(world: World, chat: Chat, params: dict[str, object]) -> tuple[Message | None, FormattedText | None]:
    wanted = params.get("reply_parameters")
    if wanted is None and "reply_to_message_id" in params:
        wanted = {"message_id": params["reply_to_message_id"]}
    if wanted is None:
        return None, None
    if not isinstance(wanted, dict):
        raise bad_request("Object expected as reply parameters")
    where = world.chat(wanted) if wanted.get("chat_id") else chat
    message = where.messages.get(integer(wanted, "message_id"))
    if message is None or message.deleted:
        if boolean(wanted, "allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    return message, _quote(world, message, wanted)


def _quote(world: World, message: Message, wanted: Mapping[str, object]) -> FormattedText | None:
    source = string(wanted, "quote")
    if not source:
        return None
    quote = format_text(
        source,
        string(wanted, "quote_parse_mode"),
        wanted.get("quote_entities"),
        limit=MAX_QUOTE,
        too_long="message quote is too long",
        strict=world.strict,
    )
    if quote.text not in message.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return quote


def _own_message(world: World, params: dict[str, object]) -> Message:
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = world.writable_chat(params).messages.get(integer(params, "message_id"))
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if message.sender != world.bot:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, message: Message, content: Content) -> Json:
    if content.reply_markup is not None and "inline_keyboard" not in content.reply_markup:
        raise bad_request("inline keyboard expected")
    if replace(content, source=message.content.source) == message.content:
        raise bad_request(NOT_MODIFIED)
    message.change(content, world.now())
    world.changed.notify()
    return message.as_json()


def edit_message_text(world: World, params: dict[str, object]) -> Json:
    """https://core.telegram.org/bots/api#editmessagetext; a keyboard that is not sent again is gone."""
    formatted = message_text(params, too_long="MESSAGE_TOO_LONG", strict=world.strict)
    markup, preview = read_markup(params), _preview(params)
    message = _own_message(world, params)
    if message.content.attachment is not None:
        raise bad_request("there is no text in the message to edit")
    source = string(params, "text")
    content = Content(formatted.text, formatted.entities, source, markup, link_preview=preview)
    return _edit(world, message, content)


def edit_message_reply_markup(world: World, params: dict[str, object]) -> Json:
    """https://core.telegram.org/bots/api#editmessagereplymarkup."""
    markup = read_markup(params)
    message = _own_message(world, params)
    return _edit(world, message, replace(message.content, reply_markup=markup))


def delete_message(world: World, params: dict[str, object]) -> bool:
    """https://core.telegram.org/bots/api#deletemessage."""
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = world.writable_chat(params)
    message = chat.messages.get(integer(params, "message_id"))
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    is_administrator = chat.statuses.get(world.bot.id) == "administrator"
    if message.sender != world.bot and not chat.is_private and not is_administrator:
        raise bad_request("message can't be deleted")
    message.deleted = True
    world.changed.notify()
    return True


def send_chat_action(world: World, params: dict[str, object]) -> bool:
    """https://core.telegram.org/bots/api#sendchataction."""
    action = string(params, "action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.writable_chat(params).actions.append(action)
    world.changed.notify()
    return True


METHODS = {
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "sendChatAction": send_chat_action,
}
