"""A library kept in Milvus, for what no longer fits on one machine: the same passages, statements and answers.

May import the rest of the library; it is imported only where ``ONRECORD_INDEX`` names a server.
"""
