"""A small invented government website, served on loopback for the demo and the tests."""
