"""The append-only record of every act with legal effect, as the leaves of a Merkle tree."""
