"""How we find: documents in, one immutable snapshot out, and the passages that match a question.

May import nothing of ``bot``, which imports all of this.
"""
