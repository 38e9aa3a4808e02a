"""Stage `analysis`: explanations, replayed draws and differences between revisions."""
