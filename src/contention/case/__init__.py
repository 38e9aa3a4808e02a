"""Stage `case`: the plain-text case folder and its values."""
