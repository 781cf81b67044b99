"""People: who they are, in which capacity they act, and how they prove who they are."""
