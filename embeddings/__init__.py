"""How we find: documents in, one immutable snapshot out, and the passages that match a question."""
