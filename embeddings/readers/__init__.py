"""Files -> documents: one small module a kind, chosen by what a file holds; a bad one is named and left out.

May import naming, text, turns and types; fetching, sources and building import this. Nothing is imported here: the
children that take files apart need little of it.
"""
