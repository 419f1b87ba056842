#!/usr/bin/env bash
# Runs an exploration or a sweep on a Spark standalone cluster of this machine: a master and two workers on 127.0.0.1,
# started from the jars that Maven resolved, and the application jar through spark-submit. Stops all that it started.
#   run.sh [explore|sweep] [FILE.yaml] [options of 'nicepim explore' or 'nicepim sweep']
#   NICEPIM_WORK   folder for logs, executors and the default run (default: target/standalone of the project)
#   NICEPIM_CORES  cores per worker, one executor each (default: 1)
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=${NICEPIM_WORK:-$home/target/standalone}
cores=${NICEPIM_CORES:-1}
command=explore
case "${1:-}" in explore | sweep)
  command=$1
  shift
  ;;
esac
file=${1:-$home/conf/$command/quickstart.yaml}
shift || true

mkdir -p "$work/home/jars" "$work/tmp"
work=$(cd "$work" && pwd)
started=()
stop() {
  local status=$?
  trap - EXIT INT TERM
  # Workers first: they end their executors before they go.
  local i
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill "${started[i]}" 2>/dev/null || true
  done
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    wait "${started[i]}" 2>/dev/null || true
  done
  # Executors' logs stay for those who must find out what went wrong.
  [ "$status" -ne 0 ] || rm -rf "$work/worker1" "$work/worker2"
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

app=$(ls "$home"/spark-jobs/target/nicepim-*-app.jar 2>/dev/null | head -1 || true)
if [ -z "$app" ] || [ -n "$(find "$home"/*/src/main "$home"/*/pom.xml "$home/conf" -newer "$app" -type f -print -quit)" ]; then
  echo "standalone: building the application jar ..." >&2
  (cd "$home" && ./mvnw -B -q -Papp -DskipTests -Dspotless.check.skip=true package) >&2
  app=$(ls "$home"/spark-jobs/target/nicepim-*-app.jar | head -1)
  "$home/deploy/check-jar.sh" "$app" >&2
fi
spark=$(cat "$home/spark-jobs/target/cluster.classpath"):$(cat "$home/spark-jobs/target/cluster.shared.classpath")

if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi

# What an installed Spark would say by its place: an empty home, and the class path of executors.
export SPARK_HOME=$work/home SPARK_SCALA_VERSION=2.13 SPARK_DIST_CLASSPATH=$spark SPARK_LOCAL_IP=127.0.0.1

daemon() {
  local log=$work/$1.log
  shift
  "$java" "@$home/deploy/java.options" -XX:+UseSerialGC -Xmx256m -cp "$spark" "$@" >"$log" 2>&1 &
  started+=($!)
}

# Waits until a log says a line of this form, and prints what the form's group matched.
said() {
  local i
  for ((i = 0; i < 300; i++)); do
    local found
    found=$(sed -nE "s|.*$2.*|\\1|p" "$work/$1.log" | head -1)
    if [ -n "$found" ]; then
      echo "$found"
      return
    fi
    sleep 0.2
  done
  echo "standalone: $work/$1.log does not say that $1 is up" >&2
  return 1
}

alive() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET /json/ HTTP/1.0\r\n\r\n' >&3
  tr -d ' ' <&3 | sed -nE 's/.*"aliveworkers":([0-9]+).*/\1/p'
  exec 3>&-
}

seconds=$SECONDS
daemon master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
master=$(said master 'Starting Spark master at (spark://[0-9.:]+)')
web=$(said master 'MasterWebUI.*:([0-9]+)$')
for n in 1 2; do
  daemon worker$n org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --port 0 --webui-port 0 \
    --cores "$cores" --memory 1536m --work-dir "$work/worker$n" "$master"
done
for ((i = 0; i < 300; i++)); do
  [ "$(alive "$web" || true)" = 2 ] && break
  sleep 0.2
done
if [ "$(alive "$web")" != 2 ]; then
  echo "standalone: two workers did not register with $master; see $work/*.log" >&2
  exit 1
fi
echo "standalone: $master with two workers of $cores core(s) after $((SECONDS - seconds)) s" >&2

out=()
case " $* " in *" --out "* | *" --out="*) ;; *) out=(--out "$work/$command-$(date +%Y%m%d-%H%M%S)") ;; esac
"$java" "@$home/deploy/java.options" -XX:+UseSerialGC -Xmx1g -Dfile.encoding=UTF-8 \
  -Dlog4j2.configurationFile="$home/spark-jobs/src/main/resources/log4j2.properties" \
  -cp "$spark" org.apache.spark.deploy.SparkSubmit \
  --master "$master" \
  --properties-file "$home/deploy/standalone/spark.properties" \
  --class org.nicepim.jobs.cli.Main \
  --conf spark.driver.host=127.0.0.1 \
  --conf "spark.executor.extraJavaOptions=-XX:+UseSerialGC -Dfile.encoding=UTF-8 -Djava.io.tmpdir=$work/tmp" \
  "$app" "$command" "$file" "${out[@]}" "$@" &
submit=$!
started+=("$submit")
wait "$submit"
