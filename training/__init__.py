"""How the shipped model of the reader is trained."""
