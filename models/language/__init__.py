"""The language model of Turkish council decisions: a registered spaCy language and its components."""
