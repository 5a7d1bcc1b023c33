"""Question + passage -> the words that answer, and how likely it is that any do.

May import encoding, text and errors; whatever answers imports this.
"""
