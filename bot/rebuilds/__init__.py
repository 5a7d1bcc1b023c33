"""A new index: the command, its child process, and the gate that it must pass.

May import the responder, evaluation and the write flow of ``embeddings``; commands and Telegram import this.
"""
