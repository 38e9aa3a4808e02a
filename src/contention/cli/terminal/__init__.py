"""A person at a terminal: keys as they are pressed, lines as they are typed, frames drawn."""
