"""A library kept in Milvus, for what no longer fits on one machine: the same passages, statements and answers."""
