"""How updates come in, are kept, take their turn and are ended: polling, webhook, inbox, lanes.

May import telegram's context and the state; ``bot.telegram.app`` imports this.
"""
