"""Who said what: statements found in the text of documents."""

from embeddings.statements.extract import Extractor, extract_statements, extractor_for
from embeddings.statements.parser import load_parser

__all__ = ["Extractor", "extract_statements", "extractor_for", "load_parser"]
