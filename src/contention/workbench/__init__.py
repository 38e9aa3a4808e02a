"""The workbench: a case in a browser, on files in git."""
