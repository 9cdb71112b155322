"""A register of invented firms in Enhetsregisteret's bulk layout, and the key to names that were planted in it."""
