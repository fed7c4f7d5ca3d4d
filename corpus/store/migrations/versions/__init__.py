"""One file a schema version, in order. Their ids also stand in `corpus.store.schema.KNOWN_VERSIONS`."""
