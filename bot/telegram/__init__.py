"""The Telegram edge: the only folder that knows python-telegram-bot.

May import every room of ``bot``; only ``bot.cli`` imports this.
"""
