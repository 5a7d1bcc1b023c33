"""Render a chat as Telegram shows it: real questions, the bot's real messages, a page for a browser to print.

python docs/chat.py > chat.html
chromium --headless --no-sandbox --hide-scrollbars --window-size=560,860 --screenshot=docs/chat.png chat.html
"""

from __future__ import annotations

import html
import sys

from bot.render import to_html
from bot.responder import Responder
from bot.settings import load_settings

QUESTIONS = ("Who denied that lawmakers were driven out?", "What is the capital of France?")

PAGE = """<!doctype html><meta charset="utf-8"><title>Onrecord</title><style>
body {{ margin: 0; padding: 16px; background: #dfe8ef; font: 15px/1.4 "Noto Sans", sans-serif; }}
.message {{ max-width: 440px; margin: 6px 0; padding: 8px 12px; border-radius: 14px; white-space: pre-wrap;
  overflow-wrap: anywhere; background: #fff; width: fit-content; box-shadow: 0 1px 1px #0002; }}
.mine {{ background: #e3fdd2; margin-left: auto; }}
a {{ color: #2481cc; text-decoration: none; }}
blockquote {{ margin: 4px 0; padding: 4px 10px; border-left: 3px solid #2481cc;
  border-radius: 5px; background: #2481cc14; }}
blockquote[expandable] {{ display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden;
  font-size: 14px; }}
</style>{messages}
"""


def shown(message: str) -> str:
    """Telegram puts no empty line after a quote; a browser would."""
    return message.strip().replace("</blockquote>\n", "</blockquote>").replace("\n<blockquote", "<blockquote")


def main() -> None:
    """Print the page."""
    responder = Responder(load_settings())
    messages = []
    for question in QUESTIONS:
        messages.append(f'<div class="message mine">{html.escape(question)}</div>')
        messages.append(f'<div class="message">{shown(to_html(responder.respond(question).outcome))}</div>')
    sys.stdout.write(PAGE.format(messages="\n".join(messages)))


if __name__ == "__main__":
    main()
