#!/usr/bin/env bash
# Checks what an application jar holds: check-jar.sh JAR [MIB]. Nothing that the cluster brings, protobuf under another
# name, the solver's natives for Linux on x86-64 and AArch64, and no more than MIB (150). Prints the size; 1 if a check fails.
set -euo pipefail
if [ $# -lt 1 ] || [ $# -gt 2 ] || [ ! -f "$1" ]; then
  sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
app=$1
most=${2:-150}
if [ -n "${JAVA_HOME:-}" ]; then jar=$JAVA_HOME/bin/jar; else jar=jar; fi
names=$(mktemp)
trap 'rm -f "$names"' EXIT
"$jar" --list --file "$app" >"$names"

wrong=0
must() {
  if ! grep -q -e "^$1" "$names"; then
    echo "check-jar: $app lacks $1" >&2
    wrong=1
  fi
}
never() {
  local found
  found=$(grep -m 1 -e "^$1" "$names" || true)
  if [ -n "$found" ]; then
    echo "check-jar: $app holds $found, which $2" >&2
    wrong=1
  fi
}

must org/nicepim/jobs/cli/Main.class
must org/nicepim/shaded/protobuf/Message.class
must ortools-linux-x86-64/libjniortools.so
must ortools-linux-aarch64/libjniortools.so
for brought in org/apache/spark/ org/apache/hadoop/ org/apache/parquet/ scala/ com/esotericsoftware/ org/slf4j/ \
  org/apache/commons/io/ org/apache/commons/lang3/; do
  never "$brought" "the cluster brings"
done
never com/google/protobuf/ "must have another name"
never ortools-darwin "is for no cluster of ours"
never ortools-win32 "is for no cluster of ours"

bytes=$(wc -c <"$app")
mib=$(((bytes + 1048575) / 1048576))
if [ "$mib" -gt "$most" ]; then
  echo "check-jar: $app has $mib MiB, more than $most" >&2
  wrong=1
fi
[ "$wrong" = 0 ] && echo "check-jar: $mib MiB, $(wc -l <"$names") entries, all as they should be"
exit "$wrong"
