"""The search index: derived, rebuildable, embedded or Elasticsearch behind one protocol."""
