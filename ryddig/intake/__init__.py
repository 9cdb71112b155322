"""A file becomes proposed contracts: picks the reader, hands in the lawbook's words, stores nothing."""
