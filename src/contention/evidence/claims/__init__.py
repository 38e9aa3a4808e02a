"""Claims held against data: each test of a case run, and worded."""
