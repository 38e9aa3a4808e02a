"""Links that other tools hold, read as claims to be reviewed."""
