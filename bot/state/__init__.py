"""What the bot must remember between two starts: one SQLite file, a module for each thing kept in it."""
