"""What a review shows and what its keys do: claims and figures, merges, unused factors."""
