"""Folders elsewhere, pages, feeds and sitemaps that are followed: what they held is kept when they are gone.

May import fetching and readers; building, rebuilds and the commands about sources import this.
"""
