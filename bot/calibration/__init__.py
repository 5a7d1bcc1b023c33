"""Fitting confidence to questions whose answers are known."""
