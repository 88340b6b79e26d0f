"""How rows are written for other systems: formats, profiles, and the manifest with them."""
