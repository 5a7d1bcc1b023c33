"""What the bot must remember between two starts: in a file or, for several bots, in PostgreSQL; a module a thing.

May import errors and what it keeps, nothing of the edges; rebuilds, commands and Telegram import this.
"""
