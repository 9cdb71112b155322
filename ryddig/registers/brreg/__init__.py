"""Enhetsregisteret and Regnskapsregisteret (Brønnøysundregistrene)."""
