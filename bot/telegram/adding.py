"""``/add``: the owner sends a document or an address, and it is in the library a moment later."""

from __future__ import annotations

import asyncio

from telegram import Document, Message, Update

from bot.commands.add import Added, Begun, add_file, add_url, describe
from bot.locale import N_, _, trouble
from bot.telegram.admin import for_owner, start_rebuild
from bot.telegram.context import Context
from bot.telegram.replying import reply_plain
from embeddings.errors import OnrecordError

USAGE = N_(
    "Send a document with /add as its caption, reply with /add to one, or name the address of a page, which is kept, "
    "or of a feed, which is followed: /add https://example.org/page. So is a page: /add follow https://example.org/page"
)
TOO_LARGE = N_("Telegram gives bots files of up to {megabytes} MB. Put it into the folder.")
_LARGEST = 20 << 20  # bytes: https://core.telegram.org/bots/api#getfile


async def on_add(update: Update, context: Context) -> None:
    """Keep a document or a fetched page among the documents, and rebuild."""
    message = update.message
    if message is None or not await for_owner(update, context):
        return
    words = (message.text or message.caption or "").split()[1:]
    follow = words[:1] == ["follow"]
    words = words[follow:]
    document = _document(message)
    if bool(document) == bool(words) or len(words) > 1:
        await reply_plain(message, _(USAGE))
        return
    try:
        added = await (_add_sent(document, context) if document else _add_fetched(words[0], context, follow=follow))
    except OnrecordError as error:
        await reply_plain(message, trouble(error)[:4000])
        return
    if added is None:
        await reply_plain(message, _(TOO_LARGE, megabytes=_LARGEST >> 20))
        return
    await reply_plain(message, describe(added))
    if not added.already:
        await start_rebuild(message, context)


async def _add_sent(document: Document, context: Context) -> Added | None:
    if (document.file_size or 0) > _LARGEST:
        return None
    file = await document.get_file()
    content = bytes(await file.download_as_bytearray())
    return await asyncio.to_thread(add_file, context.settings, document.file_name or "document", content)


async def _add_fetched(url: str, context: Context, *, follow: bool) -> Added | Begun:
    return await asyncio.to_thread(add_url, context.settings, url, follow=follow)


def _document(message: Message) -> Document | None:
    """Return what is to be added: the message's own document, or that of the one it replies to."""
    replied = message.reply_to_message
    return message.document or (replied.document if replied is not None else None)
