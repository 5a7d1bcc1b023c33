"""Who said what: statements found in the text of documents."""

from embeddings.statements.extract import Extractor, extract_statements
from embeddings.statements.parser import load_parser
from embeddings.statements.registry import EXTRACTORS, VERSION, extractor_for, statements_of

__all__ = [
    "EXTRACTORS",
    "VERSION",
    "Extractor",
    "extract_statements",
    "extractor_for",
    "load_parser",
    "statements_of",
]
