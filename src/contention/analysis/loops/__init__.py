"""Which loops drive a run, and when: the method Loops That Matter."""
