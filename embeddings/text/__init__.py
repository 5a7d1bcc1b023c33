"""What a text is made of: sentences, terms, dates and names, as spans and words that others compare."""
