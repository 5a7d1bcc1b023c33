"""A strict Telegram Bot API server for tests: the real bot talks to it over HTTP and is told what Telegram
would tell it.

    async with BotApiServer() as server:
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, "/start")  # the bot, pointed at server.url, is told by long polling or webhook
        reply = await chat.wait_for_reply()
        assert reply.text == "Hello"
        assert server.refused == []

Nothing in this folder knows the bot that it tests: other bots may copy it, or import it from here. It needs
h11 and httpx, and its own tests pytest and python-telegram-bot. Point a bot at `server.url` with the
token `server.world.token`: python-telegram-bot by `base_url(f"{server.url}/bot")` and
`base_file_url(f"{server.url}/file/bot")`. What people do stands in `Chat` (chats.py: send, edit, press) and
`BotApiServer` (inline_query, guest_query); trouble is made by `fail_next`, `fail`, `drop_next`, `go_offline`
and `revoke`; `server.refused` holds every call that Telegram would have refused.

It follows https://core.telegram.org/bots/api at Bot API 10.0 (2026), the parser and the wording of errors
in TDLib and telegram-bot-api, and marks with "strict:" what Telegram accepts but silently loses (switch off
with `strict=False`).

Built: getMe, getUpdates, setWebhook, deleteWebhook, getWebhookInfo, sendMessage, sendPhoto, sendDocument,
editMessageText, editMessageReplyMarkup, deleteMessage, sendChatAction, answerCallbackQuery,
answerInlineQuery, answerGuestQuery, set-, get- and deleteMyCommands, getFile and downloads, getChat,
getChatMember, getChatAdministrators, leaveChat. Every other method is refused with 404.

Left out on purpose: Markdown parse modes; the entities Telegram finds by itself in a bot's text; messages
made from inline results, and their edits by inline_message_id; albums, forwards, payments, business
accounts, channels, basic groups; age limits on edits, deletions and updates; methods called in the answer to
a webhook; the pause before a repeated 409; permissions of members. A quote is searched as plain text.
"""

from .errors import ApiError
from .faults import FloodLimits
from .markup import parse_html
from .records import Attachment
from .server import BotApiServer, Call
from .text import format_html

__all__ = ["ApiError", "Attachment", "BotApiServer", "Call", "FloodLimits", "format_html", "parse_html"]
