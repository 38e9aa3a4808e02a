"""Coded texts of other tools: documents, codes, codings and their coders."""
