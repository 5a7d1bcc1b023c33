"""Files -> documents: one small module a kind, chosen by what a file holds; a bad one is named and left out.

May import naming, text, turns and types; fetching, sources and building import this.
"""

from embeddings.readers.folder import (
    READER,
    SIDECAR,
    Read,
    add_unique,
    check_place,
    document_files,
    files_behind,
    read_content,
    read_documents,
    read_file,
)

__all__ = [
    "READER",
    "SIDECAR",
    "Read",
    "add_unique",
    "check_place",
    "document_files",
    "files_behind",
    "read_content",
    "read_documents",
    "read_file",
]
