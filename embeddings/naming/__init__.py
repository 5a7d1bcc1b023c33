"""Names: their normal form, their aliases, and the words that are and are not part of one.

Imports nothing of ours but types and errors; statements, library and bot import this.
"""
