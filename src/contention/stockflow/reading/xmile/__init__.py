"""XMILE model files, read by the rules of XMILE 1.0 (OASIS, 2015)."""
