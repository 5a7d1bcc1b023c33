"""The systems that are compared: one script each, with the same verbs."""
