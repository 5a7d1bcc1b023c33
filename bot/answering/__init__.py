"""What an answer is made of: which words to show, where else they stand, and how sure that is."""
