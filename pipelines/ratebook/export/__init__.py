"""How rows go out: formats, profiles (the TOML files beside this), and what is said with them."""
