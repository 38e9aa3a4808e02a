"""Results as tables, pictures and data of other tools."""
