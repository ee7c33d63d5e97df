#!/bin/sh
# Sums a table shard by shard with nothing but a shell, and fits. What is there already is kept: after a stop, the same command again.
# Usage: shards.sh DATA SHARDS K
set -eu
data=$1 shards=$2 k=$3 parts=
for i in $(seq "$shards"); do
    lae moments "$data" --shard "$i/$shards" -o "part-$i.npz" --keep
    parts="$parts part-$i.npz"
done
lae merge $parts -o moments.npz
lae fit --moments moments.npz -k "$k" -o model.npz
