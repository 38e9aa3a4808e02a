"""Files of other tools: what goes in, what comes out, and what each cannot hold."""
