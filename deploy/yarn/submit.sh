#!/usr/bin/env bash
# Submits a run to YARN with the spark-submit of SPARK_HOME, or else of the PATH; HADOOP_CONF_DIR must name the cluster's configuration.
#   submit.sh client|cluster explore|sweep FILE.yaml --out URI [options of the command]
#   NICEPIM_JAR    application jar (default: the one that './mvnw -Papp -DskipTests package' made)
#   NICEPIM_FILES  files that FILE.yaml names, separated by commas: cluster mode sends them along, and they must be named without folders
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
usage() {
  sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 2
}
[ $# -ge 3 ] || usage
mode=$1 command=$2 file=$3
shift 3
case "$mode" in client | cluster) ;; *) usage ;; esac
case "$command" in explore | sweep) ;; *) usage ;; esac
[ -f "$file" ] || { echo "submit: $file: no such file" >&2; exit 2; }
case " $* " in *" --out "* | *" --out="*) ;; *) echo "submit: --out URI is missing: a folder that driver and executors share" >&2; exit 2 ;; esac

app=${NICEPIM_JAR:-$(ls "$home"/spark-jobs/target/nicepim-*-app.jar 2>/dev/null | head -1 || true)}
[ -f "$app" ] || { echo "submit: no application jar; './mvnw -Papp -DskipTests package' makes one" >&2; exit 2; }
if [ -n "${SPARK_HOME:-}" ]; then submit=$SPARK_HOME/bin/spark-submit; else submit=spark-submit; fi

files=()
if [ "$mode" = cluster ]; then
  # The driver runs elsewhere: it finds the files that were sent along in its working folder.
  files=(--files "$file${NICEPIM_FILES:+,$NICEPIM_FILES}")
  file=$(basename "$file")
fi
exec "$submit" --master yarn --deploy-mode "$mode" --name "nicepim $command" \
  --properties-file "$home/deploy/yarn/spark.properties" \
  --class org.nicepim.jobs.cli.Main "${files[@]}" "$app" "$command" "$file" "$@"
