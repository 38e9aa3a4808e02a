"""A person decides on what a reader proposed, and adds what it missed."""
