"""Reading many files: in parallel, resumable, with bounded memory."""
