"""Questions to the published warehouse: a code in a place on a day, and why."""
