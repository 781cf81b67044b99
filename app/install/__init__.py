"""From a plain checkout to an environment that runs: the standard library only."""
