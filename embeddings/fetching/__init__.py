"""An address -> what it holds: fetched within limits, from public hosts alone, as their robots.txt has it.

May import errors, text and what tells kinds of files apart; sources import this.
"""

from embeddings.fetching.answers import Fetched, Version
from embeddings.fetching.fetch import Fetcher, Limits, fetch

__all__ = ["Fetched", "Fetcher", "Limits", "Version", "fetch"]
