"""What a browser shows: a case, its texts, claims and map as messages."""
