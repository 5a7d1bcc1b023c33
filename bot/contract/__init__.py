"""Outcome <-> the JSON that scripts rely on, and the rows of a questions file.

May import types and what explains an answer; edges and the state import this.
"""
