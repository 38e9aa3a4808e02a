"""How fast the engine is, as a ratio to a C program of the same model."""
