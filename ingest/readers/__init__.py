"""Readers: a file of any format becomes a Document; parsers run in limited child processes only."""
