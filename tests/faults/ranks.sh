#!/bin/bash
# Stops a fit on three MPI ranks at random moments: a rank or the launcher is killed (SIGKILL), the launcher is interrupted or terminated.
# Then all ranks must be gone within five seconds, the files there before must be whole, and the same command must end in the same bytes.
# Usage: ranks.sh [STOPS OF EACH LAUNCHER, 6] [SEED, 1] [rank|launcher|interrupt|terminate ...: in turns, all]
# LAE: the tool, lae.dll or native; LAUNCHERS: those to try.
set -eu
cd "$(dirname "$0")/../.."
count=${1:-6}
RANDOM=${2:-1}
shift $(($# < 2 ? $# : 2))
ways=("$@")
[ ${#ways[@]} -gt 0 ] || ways=(rank launcher interrupt terminate)
[ -n "${LAE:-}" ] || dotnet build -c Release src/LinearAutoencoders.Cli
lae=${LAE:-$PWD/src/LinearAutoencoders.Cli/bin/Release/net10.0/lae.dll}
run=("$lae")
[ "${lae%.dll}" = "$lae" ] || run=(dotnet "$lae")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_pml=ob1 OMPI_MCA_btl=self,vader,tcp \
    OMPI_MCA_btl_tcp_if_include=lo OMPI_MCA_oob_tcp_if_include=lo OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_mpi_yield_when_idle=1 \
    OMPI_MCA_hwloc_base_binding_policy=none

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# The ranks: this program's processes in this folder.
ranks() {
    for process in $(pgrep -x 'dotnet|lae'); do
        [ "$(readlink "/proc/$process/cwd")" != "$folder" ] || echo "$process"
    done
}

# The model of before, or, of a fit that a signal stopped, what it had, which says so.
isWhole() {
    cmp -s expected.npz model.npz && return
    [ "$way" != rank ] && [ "$way" != launcher ] && "${run[@]}" show model.npz | grep -q "stopped before it was done"
}

seq 1 150000 | awk 'BEGIN { srand(3) } { x = rand(); line = x; for (i = 1; i < 12; i++) line = line "," i*x+rand(); print line }' > rows.csv
fit=(fit rows.csv -k 2 --quiet --threads 1 -o)
"${run[@]}" "${fit[@]}" expected.npz > /dev/null
cp expected.npz model.npz

failed=0
for launcher in ${LAUNCHERS:-mpirun.openmpi mpirun.mpich}; do
    command -v "$launcher" > /dev/null || { echo "$launcher is not installed, passed over"; continue; }
    hangs=0 lost=0 stops=0 others=0 longest=0
    whole=1000   # what a fit takes, kept up to date: moments are to lie within it
    while [ "$stops" -lt "$count" ]; do
        way=${ways[(stops + others) % ${#ways[@]}]}
        "$launcher" -n 3 "${run[@]}" "${fit[@]}" model.npz > /dev/null 2>&1 &
        job=$!
        sleep "$(awk "BEGIN { print $((RANDOM * 32768 + RANDOM)) % $whole / 1000 }")"
        found=($(ranks))
        case $way in
            rank) [ ${#found[@]} -eq 0 ] || kill -9 "${found[RANDOM % ${#found[@]}]}" 2> /dev/null || true ;;
            launcher) kill -9 "$job" 2> /dev/null || true ;;
            interrupt) kill -INT "$job" 2> /dev/null || true ;;
            terminate) kill -TERM "$job" 2> /dev/null || true ;;
        esac
        if [ "$way" = rank ] && [ ${#found[@]} -eq 0 ]; then wait "$job" || true; fi   # none was there yet
        start=$(milliseconds)
        while [ -n "$(ranks)" ] && [ $(($(milliseconds) - start)) -lt 30000 ]; do sleep 0.05; done
        took=$(($(milliseconds) - start))
        [ -z "$(ranks)" ] || kill -9 $(ranks)
        code=0; wait "$job" 2> /dev/null || code=$?
        if [ "$code" = 0 ]; then others=$((others + 1)); else stops=$((stops + 1)); fi
        [ "$took" -le "$longest" ] || longest=$took
        [ "$took" -le 5000 ] || { hangs=$((hangs + 1)); echo "$launcher, $way: gone after $took ms"; }
        isWhole || { lost=$((lost + 1)); echo "$launcher, $way: the old model is not whole"; }
        rm -f model.npz
        start=$(milliseconds)
        "$launcher" -n 3 "${run[@]}" "${fit[@]}" model.npz > /dev/null 2>&1 || true
        whole=$(($(milliseconds) - start))
        cmp -s expected.npz model.npz || { lost=$((lost + 1)); echo "$launcher, after $way: other bytes"; cp expected.npz model.npz; }
    done
    echo "$launcher: $stops stopped by ${ways[*]}, $others that came too late or too early;" \
        "$hangs longer than 5 s, the longest $longest ms; $lost lost"
    [ "$hangs" = 0 ] && [ "$lost" = 0 ] || failed=1
done
exit "$failed"
