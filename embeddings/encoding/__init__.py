"""Text -> unit vectors: the sentence-transformers model, compiled once and compared with the original."""
