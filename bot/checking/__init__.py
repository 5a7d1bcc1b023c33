"""Have these words been said? What was pasted -> where it is on record, what was changed, or what is nearest.

May import answering; contract, render and the edges import this.
"""
