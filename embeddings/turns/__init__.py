"""Whose words a stretch of a text is: labels of transcripts, lines of chats, questions and replies, quoted mail.

From outside, take ``find_turns`` and ``breaks`` from ``turns``; mail that a reader knows to be one goes to ``mail``.

May import naming, text and types; readers and statements import this.
"""
