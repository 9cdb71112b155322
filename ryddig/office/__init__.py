"""DOOR: pages for the buyer's own people. A view parses, calls one service or query, and shows."""
