"""The benchmark suite: ratios in one run, never absolute times."""
