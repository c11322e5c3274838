"""Turkish as a search engine and a reader need it: casing, folding, lemmas, tokens."""
