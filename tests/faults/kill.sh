#!/bin/bash
# Kills lae (SIGKILL) at random moments of `train` and of `compare`, often again while it goes on, repeats the command, and compares all
# files with those of a run that was never killed. LAE=FILE tries a tool that is installed. Usage: kill.sh [KILLED RUNS, 200] [SEED, 1]
set -eu
cd "$(dirname "$0")/../.."
count=${1:-200}
RANDOM=${2:-1}
[ -n "${LAE:-}" ] || dotnet build -c Release src/LinearAutoencoders.Cli
lae=(dotnet "$PWD/src/LinearAutoencoders.Cli/bin/Release/net10.0/lae.dll")
[ -z "${LAE:-}" ] || lae=("$LAE")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

train=(train --data digits -k 4 --method nested-dropout --optimizer adam --epochs 900 --batch-size 500 --snapshots 3,400
    --checkpoint-every 40 --quiet)
compare=(compare --data digits -k 4 --methods rag,uniform-l2 --optimizers adam,nesterov --epochs 1500 --checkpoint-every 100 --quiet)

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# Times are the one thing that two runs of the same bits do not share.
without_times() {
    cp -r "$1" "$2"
    find "$2" -name timing.json -delete
    find "$2" -name '*.csv' | while read -r table; do
        column=$(head -1 "$table" | tr ',' '\n' | grep -nx seconds | cut -d: -f1)
        cut -d, --complement -f"$column" "$table" > "$table.cut" && mv "$table.cut" "$table"
    done
}

measure() {
    local start
    start=$(milliseconds)
    "${lae[@]}" "$@" > /dev/null
    echo $(($(milliseconds) - start))
}

train_time=$(measure "${train[@]}" --out whole-train)
compare_time=$(measure "${compare[@]}" --out whole-compare)
without_times whole-train train
without_times whole-compare compare

killed=0 runs=0 lost=0
while [ "$killed" -lt "$count" ]; do
    rm -rf cut cut.plain
    if ((RANDOM % 3 == 0)); then kind=compare time=$compare_time command=("${compare[@]}"); else
        kind=train time=$train_time command=("${train[@]}"); fi
    ended=
    for ((kills = 1 + RANDOM % 3; kills > 0; kills--)); do
        "${lae[@]}" "${command[@]}" --out cut > /dev/null 2>&1 &
        process=$!
        sleep "$(printf '%d.%03d' $((RANDOM % time / 1000)) $((RANDOM % 1000)))"
        if kill -9 $process 2> /dev/null; then killed=$((killed + 1)); else ended=1; fi
        wait $process 2> /dev/null || true
        [ -z "$ended" ] || break
    done
    runs=$((runs + 1))
    if ! "${lae[@]}" "${command[@]}" --out cut > last 2>&1; then
        lost=$((lost + 1))
        cat last
    elif without_times cut cut.plain && ! diff -rq "$kind" cut.plain; then
        lost=$((lost + 1))
    fi
done
echo "$killed kills in $runs runs, $lost lost"
[ "$lost" -eq 0 ]
