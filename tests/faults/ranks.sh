#!/bin/bash
# Stops a fit on three MPI ranks at random moments: a rank or the launcher is killed (SIGKILL), the launcher is interrupted or terminated.
# Then all ranks must be gone within five seconds, the files there before must be whole, and the same command must end in the same bytes.
# Usage: ranks.sh [STOPS OF EACH LAUNCHER, 6] [SEED, 1]
set -eu
cd "$(dirname "$0")/../.."
count=${1:-6}
RANDOM=${2:-1}
[ -n "${LAE:-}" ] || dotnet build -c Release src/LinearAutoencoders.Cli
lae=${LAE:-$PWD/src/LinearAutoencoders.Cli/bin/Release/net10.0/lae.dll}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_pml=ob1 OMPI_MCA_btl=self,vader,tcp \
    OMPI_MCA_btl_tcp_if_include=lo OMPI_MCA_oob_tcp_if_include=lo OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_mpi_yield_when_idle=1 \
    OMPI_MCA_hwloc_base_binding_policy=none

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# The ranks: this program's processes in this folder.
ranks() {
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/cwd" 2> /dev/null)" = "$folder" ] && [ "$(cat "$process/comm" 2> /dev/null)" = dotnet ] \
            && echo "${process#/proc/}"
    done
    return 0
}

seq 1 60000 | awk 'BEGIN { srand(3) } { x = rand(); y = rand(); print 9*x "," 4*x+3*y "," y "," rand() "," rand()-x }' > rows.csv
fit=(fit rows.csv -k 2 --quiet --threads 1 -o)
start=$(milliseconds)
dotnet "$lae" "${fit[@]}" expected.npz > /dev/null
cp expected.npz model.npz

hangs=0 lost=0 stops=0 early=0
for launcher in mpirun.openmpi mpirun.mpich; do
    command -v "$launcher" > /dev/null || { echo "$launcher is not installed, passed over"; continue; }
    start=$(milliseconds)
    "$launcher" -n 3 dotnet "$lae" "${fit[@]}" model.npz > /dev/null
    whole=$(($(milliseconds) - start))
    for ((i = 0; i < count; i++)); do
        "$launcher" -n 3 dotnet "$lae" "${fit[@]}" model.npz > /dev/null 2>&1 &
        job=$!
        sleep "$(awk "BEGIN { print $((RANDOM % whole)) / 1000 }")"
        found=($(ranks))
        case $((RANDOM % 4)) in
            0) what="a rank killed"; [ ${#found[@]} -eq 0 ] || kill -9 "${found[RANDOM % ${#found[@]}]}" 2> /dev/null || true ;;
            1) what="the launcher killed"; kill -9 "$job" 2> /dev/null || true ;;
            2) what="interrupted"; kill -INT "$job" 2> /dev/null || true ;;
            3) what="terminated"; kill -TERM "$job" 2> /dev/null || true ;;
        esac
        start=$(milliseconds)
        while [ -n "$(ranks)" ] && [ $(($(milliseconds) - start)) -lt 30000 ]; do sleep 0.1; done
        took=$(($(milliseconds) - start))
        [ -z "$(ranks)" ] || kill -9 $(ranks)
        code=0; wait "$job" 2> /dev/null || code=$?
        stops=$((stops + 1))
        [ "$code" != 0 ] || early=$((early + 1))
        [ "$took" -le 5000 ] || { hangs=$((hangs + 1)); echo "$launcher, $what: gone after $took ms"; }
        cmp -s expected.npz model.npz || { lost=$((lost + 1)); echo "$launcher, $what: the old model is not whole"; }
        rm -f model.npz
        "$launcher" -n 3 dotnet "$lae" "${fit[@]}" model.npz > /dev/null 2>&1 || true
        cmp -s expected.npz model.npz || { lost=$((lost + 1)); echo "$launcher, after $what: other bytes"; cp expected.npz model.npz; }
    done
done
echo "$stops stops ($early too late to stop anything), $hangs longer than 5 s, $lost lost"
[ "$hangs" = 0 ] && [ "$lost" = 0 ]
