"""Letters the Agency owes, each sent once, and the numbered register of what came and went."""
