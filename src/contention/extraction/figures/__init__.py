"""Numbers that a text states, with unit, subject, comparator, date and source."""
