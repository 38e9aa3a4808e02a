"""Models of stocks and flows as their files state them, and as programs of the engine."""
