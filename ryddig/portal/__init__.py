"""DOOR: pages for suppliers, reached by a personal link. A view parses, calls one service or query, and shows."""
