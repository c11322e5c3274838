"""Wiring: settings, command line, web application and worker. Imports every room; nothing imports it."""
