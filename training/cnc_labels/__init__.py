"""A second labelling of the training corpus: claims with quantities as ends."""
