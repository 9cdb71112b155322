"""DOOR: what runs by itself. Rows that people have made become jobs; what nobody does any more is taken up or said."""
