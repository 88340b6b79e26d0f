"""Rows of a mart as Spark computes them: engine, lake, mart, condition, folder."""

import sys
from pathlib import Path

from ratebook.spark import cluster, lake

if __name__ == "__main__":
    engine, at, mart, where, to = sys.argv[1:]
    with cluster.session(engine, to) as spark:
        for script in ("settings", "tables", mart):
            cluster.run(spark, lake.statements(Path(at), at, script))
        spark.table(mart).where(where).write.parquet(to)
