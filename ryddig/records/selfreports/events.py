"""What is written to the audit chain about selfreports."""
