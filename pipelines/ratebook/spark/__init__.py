"""The SQL of `sql/` on Apache Spark: steps that it can plan, in its dialect, and a run of them."""
