"""Who says it, and with what stance."""
