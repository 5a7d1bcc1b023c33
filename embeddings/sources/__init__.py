"""Folders elsewhere, pages, feeds and sitemaps that are followed: what they held is kept when they are gone."""
