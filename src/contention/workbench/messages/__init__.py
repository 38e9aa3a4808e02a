"""What goes over the wire: requests and replies, as models that document themselves."""
