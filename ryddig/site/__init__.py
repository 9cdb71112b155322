"""FRAME: settings, urls, base templates, static files, system checks."""
