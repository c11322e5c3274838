"""What a resolution is, and how Turkish text says it: pure types and language, no I/O but packaged data."""
