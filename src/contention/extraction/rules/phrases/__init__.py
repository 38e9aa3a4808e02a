"""The phrases that name causes and effects: their extent, heads and lists."""
