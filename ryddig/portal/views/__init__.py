"""Pages of the portal. Each parses, calls one service or query, and shows."""
