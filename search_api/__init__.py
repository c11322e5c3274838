"""The door out: pages, the HTTP API and export formats over one search."""
