"""Documents -> the files of a snapshot, with what can be taken over from the one before.

May import every leaf of ``embeddings``; ``embeddings.rebuild`` imports this.
"""
