"""What a question asks: about whom, and for what kind of thing. Rules for English."""
