"""The cases that a server has open."""
