"""From validated entries to the frozen values of a case."""
