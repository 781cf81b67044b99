"""How the ledger reckons: canonical forms, the tree, proofs, checkpoints, the audit."""
