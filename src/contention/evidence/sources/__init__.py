"""Files with data: where they are, what is wrong with them, and what they hold."""
