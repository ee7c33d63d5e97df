#!/bin/bash
# Runs lae with five amounts of memory below what the data needs, as a shell, a batch system or a container sets them, and wants one line
# on standard error, exit code 1, and no file half written. LAE=FILE tries a native tool, with limits of addresses; without it the tool
# runs on the runtime, with limits of its heap. LIMITS="40 60": in MB.
set -eu
cd "$(dirname "$0")/../.."
lae=(dotnet "$PWD/src/LinearAutoencoders.Cli/bin/Release/net10.0/lae.dll")
[ -n "${LAE:-}" ] || dotnet build -c Release src/LinearAutoencoders.Cli
[ -z "${LAE:-}" ] || lae=("$LAE")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

limited() {  # MEGABYTES COMMAND...
    local megabytes=$1
    shift
    if [ -n "${LAE:-}" ]; then (ulimit -v $((megabytes * 1024)) && exec "$@"); else
        DOTNET_GCHeapHardLimit=$(printf '0x%x' $((megabytes << 20))) "$@"; fi
}

data=(--data synthetic --synthetic-dimension 3000 --synthetic-samples 6000)
"${lae[@]}" train "${data[@]}" -k 5 --epochs 0 --out whole --quiet > /dev/null
tried=0 wrong=0
for megabytes in ${LIMITS:-$([ -n "${LAE:-}" ] && echo 120 200 500 550 650 700 900 || echo 40 60 80 100 120)}; do
    for kind in train compare; do
        command=($kind "${data[@]}" -k 5 --epochs 0 --out out --quiet)
        rm -rf out
        code=0
        limited "$megabytes" "${lae[@]}" "${command[@]}" > /dev/null 2> error || code=$?
        tried=$((tried + 1))
        if [ $code -ne 1 ] || [ "$(grep -c '^lae: ' error)" -ne 1 ] || [ "$(wc -l < error)" -ne 1 ] \
            || [ -n "$(find out -name '*.part' 2> /dev/null)" ]; then
            wrong=$((wrong + 1))
            echo "$kind, $megabytes MB: exit code $code"
            head -3 error
        fi
    done
done
echo "$tried limits, $wrong wrong"
[ "$wrong" -eq 0 ]
