"""The second wall: what PostgreSQL itself keeps from whoever asks, whatever a query forgets."""
