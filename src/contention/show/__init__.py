"""Stage `show`: figures, the one-file report, explanations and differences."""
