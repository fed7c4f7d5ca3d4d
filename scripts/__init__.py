"""Writing the compiled tables that ship with `corpus`; each is run as `python -m scripts.NAME`."""
