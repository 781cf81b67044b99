"""What people post about bodies, read into typed commands; all faults are told at once."""
