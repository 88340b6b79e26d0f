"""From CMS's site, or a person's disk, to `raw/`. The only room that touches the network."""
