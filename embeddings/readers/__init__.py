"""Files -> documents: one small module a kind, chosen by what a file holds; a bad one is named and left out."""

from embeddings.readers.folder import files_behind, list_files, read_documents, read_file

__all__ = ["files_behind", "list_files", "read_documents", "read_file"]
