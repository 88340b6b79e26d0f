"""From `raw/` to a published warehouse: stage, load, model, check, publish."""
