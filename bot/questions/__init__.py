"""What a question asks: about whom, and for what kind of thing. Rules for English.

May import the leaves of ``embeddings`` (text, naming, statements' words) and its query; answering imports this.
"""
