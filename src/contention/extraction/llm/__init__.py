"""A language model as a reader, at an endpoint that the user names; nothing is sent elsewhere."""
