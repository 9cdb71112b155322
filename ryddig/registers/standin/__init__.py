"""Stand-ins: invented answers in the registers' shapes over real HTTP on loopback, for tests and for the demo."""
