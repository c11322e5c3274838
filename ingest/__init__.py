"""The door in: from a file to a checked, kept resolution."""
