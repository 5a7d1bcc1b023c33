"""What is kept: snapshots, and the SQLite, FAISS and posting files that one is made of.

May import naming, text and encoding; search, building and all that answers import this.
"""
