"""``onrecord evaluate``: the same questions asked of a bot, counted, drawn and compared."""
