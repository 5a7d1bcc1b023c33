"""How we answer: a question in, an attributed answer or "not on record" out."""
