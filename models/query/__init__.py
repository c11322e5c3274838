"""The query language: a bounded tree parsed from what people type."""
