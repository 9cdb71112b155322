"""What was bought, from whom, under which contract."""
