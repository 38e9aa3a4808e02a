"""The texts of a case: normalised, located, matched and attached."""
