"""Importers: one export format a file, each a :class:`~standout.sources.source.Source`."""
