"""One file a schema version, in order. Their ids also stand in `corpus.reports.version.KNOWN_VERSIONS`."""
