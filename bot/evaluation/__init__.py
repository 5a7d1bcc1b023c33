"""``onrecord evaluate``: the same questions asked of a bot, counted, drawn and compared.

May import the responder, render and the contract; calibration, rebuilds and commands import this.
"""
