"""Who said what: statements found in the text of documents."""

from embeddings.statements.extract import extract_statements

__all__ = ["extract_statements"]
