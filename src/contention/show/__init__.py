"""Stage `show`: figures, maps and the one-file report."""
