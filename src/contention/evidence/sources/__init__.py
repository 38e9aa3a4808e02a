"""Files with data: where they lie, what is wrong with them, and what they hold."""
