"""What the bot must remember between two starts: one SQLite file, a module for each thing kept in it.

May import errors and what it keeps, nothing of the edges; rebuilds, commands and Telegram import this.
"""
