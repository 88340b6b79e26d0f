"""What `raw/` holds: every file that was ever accepted, and the manifest of them."""
