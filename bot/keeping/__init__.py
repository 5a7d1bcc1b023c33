"""Keeping house: what is backed up and put back.

May import settings, state and the library; only ``bot.operating`` imports this.
"""
