"""From proposals to a coded case: written, reviewed, merged, compared and moved."""
