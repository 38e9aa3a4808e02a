"""Maps of an account in the formats of graph, diagram and modelling tools."""
