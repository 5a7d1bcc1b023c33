"""How the bot replies to a message: in its topic, quoting it, and also where it was deleted meanwhile."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def quoting(message: Message) -> ReplyParameters:
    """Return what makes a message a reply to another, if that is still there."""
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)


async def reply(message: Message, markup: str, keyboard: InlineKeyboardMarkup | None = None) -> Message:
    """Reply with HTML."""
    return await message.reply_html(
        markup, reply_parameters=quoting(message), link_preview_options=NO_PREVIEW, reply_markup=keyboard
    )


async def reply_plain(message: Message, text: str) -> Message:
    """Reply with text as it is."""
    return await message.reply_text(text, reply_parameters=quoting(message), link_preview_options=NO_PREVIEW)
