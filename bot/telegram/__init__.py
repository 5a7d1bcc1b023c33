"""The Telegram edge: the only folder that knows python-telegram-bot."""
