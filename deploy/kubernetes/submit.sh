#!/usr/bin/env bash
# Submits a run to Kubernetes with the spark-submit of SPARK_HOME, or else of the PATH. The driver runs in a pod of IMAGE.
#   submit.sh k8s://https://HOST:PORT IMAGE explore|sweep FILE.yaml --out URI [options of the command]
# FILE.yaml is a path inside the image (the Dockerfile puts conf/ there); --out must name a file system that all pods reach.
#   NICEPIM_NAMESPACE  namespace (default: default)
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
usage() {
  sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 2
}
[ $# -ge 4 ] || usage
master=$1 image=$2 command=$3 file=$4
shift 4
case "$master" in k8s://*) ;; *) usage ;; esac
case "$command" in explore | sweep) ;; *) usage ;; esac
case " $* " in *" --out "* | *" --out="*) ;; *) echo "submit: --out URI is missing: a file system that all pods reach" >&2; exit 2 ;; esac
if [ -n "${SPARK_HOME:-}" ]; then submit=$SPARK_HOME/bin/spark-submit; else submit=spark-submit; fi
exec "$submit" --master "$master" --deploy-mode cluster --name "nicepim-$command" \
  --properties-file "$home/deploy/kubernetes/spark.properties" \
  --conf "spark.kubernetes.namespace=${NICEPIM_NAMESPACE:-default}" \
  --conf "spark.kubernetes.container.image=$image" \
  --class org.nicepim.jobs.cli.Main local:///opt/nicepim/nicepim-app.jar "$command" "$file" "$@"
