"""From a question to scored candidates: the query, its filters, and a weighted sum of features.

May import the library and text; ``embeddings.retrieve`` and all that answers import this.
"""
