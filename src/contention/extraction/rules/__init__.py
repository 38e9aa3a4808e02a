"""Finding claims by rule: signals of cause, changes at either end, stance and holder."""
