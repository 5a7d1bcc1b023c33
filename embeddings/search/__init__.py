"""From a question to scored candidates: the query, its filters, and a weighted sum of features."""
