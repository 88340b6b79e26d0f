"""`ratebook diff`: what changed between releases or days, why, and what it is worth."""
