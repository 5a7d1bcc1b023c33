"""What a question asks: about whom, for what kind of thing, and whether it stands alone. Rules for English."""
