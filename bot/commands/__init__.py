"""One file a command: settings in, lines on the terminal out.

Imported by ``bot.cli``, and by Telegram where it does the same; imports any room but ``bot.telegram``.
"""
