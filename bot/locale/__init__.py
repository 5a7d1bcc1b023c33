"""What the bot says of itself, in the language of whoever reads it. Quotes stay as they are.

Words are written in English where they are used, within ``_()`` or, where they stand outside of functions, ``N_()``;
the catalogues beside this file are gettext's. May import nothing of ours; render and the edges import this.
"""

from bot.locale.speaking import LANGUAGES, N_, _, language, language_for, ngettext, speaking

__all__ = ["LANGUAGES", "N_", "_", "language", "language_for", "ngettext", "speaking"]
