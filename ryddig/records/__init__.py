"""WHAT WE KNOW: Django apps, one way only: followup -> contracts -> audit -> accounts. No network, no large tables."""
