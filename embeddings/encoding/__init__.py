"""Text -> unit vectors: the sentence-transformers model, compiled once and compared with the original.

May import errors, defaults and files; the library, both flows and the responder import this.
"""
