"""From a document to proposed claims and figures, each anchored to its sentence."""
