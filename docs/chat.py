"""Render a chat as Telegram shows it: real questions, the bot's real messages and buttons, for a browser to print.

python docs/chat.py > chat.html
chromium --headless --no-sandbox --hide-scrollbars --force-device-scale-factor=2 --window-size=392,765 \\
    --screenshot=docs/chat.png chat.html
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from telegram import InlineKeyboardMarkup

from bot.render import to_message
from bot.responder import Responder
from bot.settings import load_settings
from bot.telegram.keyboards import answer_keyboard

QUESTIONS = ("Who denied that lawmakers were driven out?", "What is the capital of France?")

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Onrecord</title><style>
* {{ box-sizing: border-box; }}
body {{ margin: 0; padding: 10px 8px; background: #cfdfe9; color: #111; font: 15px/1.35 "Noto Sans", sans-serif; }}
.turn {{ max-width: 100%; width: fit-content; margin: 0 0 8px; }}
.mine {{ margin-left: auto; }}
.message {{ width: fit-content; padding: 7px 11px 8px; border-radius: 14px; background: #fff; white-space: pre-wrap;
  overflow-wrap: anywhere; box-shadow: 0 1px 1px #0002; }}
.mine .message {{ background: #e3fdd2; }}
a {{ color: #1c78c0; text-decoration: none; }}
time {{ color: inherit; }}
blockquote {{ position: relative; margin: 3px 0; padding: 4px 20px 4px 9px; border-left: 3px solid #2481cc;
  border-radius: 5px; background: #2481cc17; font-size: 14px; }}
blockquote::after {{ content: "\\201d"; position: absolute; top: 0; right: 6px; color: #2481cc; font: 22px/1 serif; }}
.folded {{ max-height: 66px; overflow: hidden; }}
.folded div {{ display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }}
.folded::after {{ content: "\\2304"; top: auto; bottom: 5px; font: 15px/1 sans-serif; }}
.keys {{ display: flex; gap: 4px; margin-top: 4px; }}
.keys span {{ flex: 1; padding: 7px 4px; border-radius: 9px; background: #557d97b3; color: #fff; text-align: center;
  font-size: 14px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }}
</style>{turns}
</html>
"""
_TIME = re.compile(r'<tg-time unix="(\d+)" format="(\w+)">.*?</tg-time>')
_FOLDED = re.compile(r"<blockquote expandable>(.*?)</blockquote>", re.DOTALL)


def shown(message: str) -> str:
    """Return a message's HTML as a browser shows what Telegram would: dates in the reader's words, quotes as blocks."""
    message = _TIME.sub(lambda match: f"<time>{_date(int(match[1]))}</time>", message.strip())
    message = _FOLDED.sub(r'<blockquote class="folded"><div>\1</div></blockquote>', message)
    return message.replace("</blockquote>\n", "</blockquote>").replace("\n<blockquote", "<blockquote")


def keys(keyboard: InlineKeyboardMarkup) -> str:
    """Return the buttons, row by row."""
    rows = ("".join(f"<span>{html.escape(button.text)}</span>" for button in row) for row in keyboard.inline_keyboard)
    return "".join(f'<div class="keys">{row}</div>' for row in rows)


def turn(message: str, below: str = "", *, mine: bool = False) -> str:
    """Return one message, and what stands below it."""
    return f'<div class="turn{" mine" if mine else ""}"><div class="message">{message}</div>{below}</div>'


def chat(responder: Responder) -> Iterator[str]:
    """Yield the questions and their answers."""
    for question in QUESTIONS:
        outcome = responder.respond(question).outcome
        message = to_message(outcome)
        yield turn(html.escape(question), mine=True)
        yield turn(shown(message.html), keys(answer_keyboard("key", outcome, more=message.more)))


def _date(unix: int) -> str:
    moment = datetime.fromtimestamp(unix, UTC)
    return f"{moment:%B} {moment.day}, {moment.year}"


def main() -> None:
    """Print the page."""
    sys.stdout.write(PAGE.format(turns="\n".join(chat(Responder(load_settings())))))


if __name__ == "__main__":
    main()
