"""What the reading model is trained on, the network, and how well it reads."""
