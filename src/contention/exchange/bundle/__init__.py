"""A case with its results in one citable file that can be checked and run again."""
