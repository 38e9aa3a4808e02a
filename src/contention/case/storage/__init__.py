"""Reading and writing the files of a case: all of a change or none of it."""
