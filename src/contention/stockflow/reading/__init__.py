"""Readers of model files: XMILE and Vensim text to `SourceModel`."""
