"""How far several coders of one text agree: on where claims are, and on what they say."""
