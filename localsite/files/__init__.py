"""Writers of small files, one module a container, with nothing but the standard library."""
