"""The brief: one page for a person who decides."""
