"""What a text is made of: sentences, terms and dates, as spans and words that others compare.

May import types alone; every other room may import this.
"""
