"""Standing questions asked of a new snapshot: what in it is new, and answers.

May import the contract, the responder and the state; Telegram imports this.
"""
