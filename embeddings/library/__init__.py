"""What is kept: snapshots, and the SQLite, FAISS and posting files that one is made of."""
