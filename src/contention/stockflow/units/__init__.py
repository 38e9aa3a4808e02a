"""Units of models that other tools wrote, and whether equations keep them."""
