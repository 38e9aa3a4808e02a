"""Claims compared with data: each test of a case run, and put into words."""
