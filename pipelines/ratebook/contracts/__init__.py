"""Contracts of payers as data: percents of Medicare and rates, and what they are worth."""
