"""What a text is made of: paragraphs, sentences, terms, dates and owners, as spans and words that others compare.

Any of its modules may be imported by any other room; it imports nothing of ours but types.
"""
