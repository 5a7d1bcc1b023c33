"""Fitting confidence to questions whose answers are known.

May import answering and evaluation; only its command imports this.
"""
