"""What git says about a case, and commits of its files."""
