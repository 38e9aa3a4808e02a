"""Training the model that reads claims: both ends, sign, stance and holder at once."""
