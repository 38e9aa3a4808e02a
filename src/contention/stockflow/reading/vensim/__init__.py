"""Vensim model files (`.mdl`), read by the rules of the Vensim Reference Manual."""
