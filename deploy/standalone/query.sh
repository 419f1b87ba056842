#!/usr/bin/env bash
# Reads a run with Spark SQL: query.sh RUN_DIR [SQL ...]; without SQL: rows, columns and the five best designs.
# The views are 'evaluations' (a row per design and workload) and 'layers' (a row per layer).
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
if [ $# -lt 1 ]; then
  sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
run=$1
shift
if [ $# -eq 0 ]; then
  set -- "SELECT count(*) AS rows, count(DISTINCT design_id) AS designs, count_if(feasible) AS feasible,
        sum(ilp_solves) AS ilp_solves FROM evaluations" \
    "DESCRIBE evaluations" \
    "SELECT design_id, first(node_rows) AS node_rows, first(node_cols) AS node_cols, first(pe_rows) AS pe_rows,
        first(pe_cols) AS pe_cols, first(ifmap_buffer_bytes) AS ifmap, first(weight_buffer_bytes) AS weight,
        first(ofmap_buffer_bytes) AS ofmap, round(first(area_mm2), 1) AS area_mm2, exp(avg(ln(edp_js))) AS edp_js
        FROM evaluations GROUP BY design_id HAVING every(feasible) ORDER BY edp_js LIMIT 5" \
    "SELECT bound_by, count(*) AS layers, round(100 * sum(latency_cycles) / sum(sum(latency_cycles)) OVER (), 1)
        AS percent_of_cycles FROM layers GROUP BY bound_by ORDER BY percent_of_cycles DESC"
fi
classpath=$home/spark-jobs/target/launcher.spark.classpath
[ -f "$classpath" ] || "$home/nicepim" --version >/dev/null
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
exec "$java" "@$home/deploy/java.options" -XX:+UseSerialGC -Xmx1g -Dfile.encoding=UTF-8 \
  -Dlog4j2.configurationFile="$home/spark-jobs/src/main/resources/log4j2.properties" \
  -cp "$(cat "$classpath"):$(cat "$home/spark-jobs/target/launcher.classpath")" "$home/deploy/standalone/Query.java" "$run" "$@"
