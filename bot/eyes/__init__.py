"""Eyes on a running bot: logs, metrics, traces.

May import the responder and what it answers with; the edges import this. What needs an extra is imported where it is
asked for.
"""
