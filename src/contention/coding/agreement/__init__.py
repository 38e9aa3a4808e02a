"""Inter-coder agreement on where claims are and on what they say."""
