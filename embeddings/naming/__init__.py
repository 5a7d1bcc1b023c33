"""Names: their normal form, their aliases, and the words that are and are not part of one.

Any of its modules may be imported, by statements, library and bot; it imports text, toml and errors, and no extractor.
"""
