"""A new index: the command, its child process, the gate that it must pass, and when it runs by itself."""
