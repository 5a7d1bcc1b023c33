"""What makes an answer: which words to show, whose they are, where else they stand, and how sure that is."""
