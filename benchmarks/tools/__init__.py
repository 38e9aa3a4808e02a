"""The engine beside other tools on the same models, in one run."""
