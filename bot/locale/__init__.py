"""What the bot says of itself, in the language of whoever reads it. Quotes stay as they are.

Words are written in English where they are used, within ``_()`` or, where they stand outside of functions, ``N_()``;
the catalogues beside this file are gettext's. Imports embeddings' leaves alone; render and the edges import this.
"""

from bot.locale.speaking import ENGLISH, LANGUAGES, N_, _, language, language_for, ngettext, speaking, trouble

__all__ = ["ENGLISH", "LANGUAGES", "N_", "_", "language", "language_for", "ngettext", "speaking", "trouble"]
