"""Models of an account as files that system dynamics tools run."""
