"""Ratebook: Medicare's published payment files as rates that people can query."""

__version__ = "0.1.0"
