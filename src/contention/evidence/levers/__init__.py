"""What the actions of a case do to one outcome, alone, in pairs and under a budget."""
