"""The depositary's register: treaties, the acts participants perform on them, who is bound."""
