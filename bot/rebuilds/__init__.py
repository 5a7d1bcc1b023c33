"""A new index: the command, its child process, and the gate that it must pass."""
