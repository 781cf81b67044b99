"""What every concern stands on: sessions, time, identity, errors, storage, pages; no slice."""
