"""What an answer is made of: which words to show, where else they stand, and how sure that is.

May import questions and whatever finds passages; lookups, the contract and the responder import this.
"""
