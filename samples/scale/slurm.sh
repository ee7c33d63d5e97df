#!/bin/sh
# A Slurm job array sums the shards of a table, a task each, and a job that waits for all of them fits.
# Slurm starts a task again whose node died (--requeue); a task that finds its part whole leaves it as it is (--keep).
# Usage, on a file system that all nodes see: slurm.sh DATA SHARDS K
set -eu
data=$1 shards=$2 k=$3
array=$(sbatch --parsable --array="1-$shards" --requeue --output=part-%a.log --wrap \
    "lae moments '$data' --shard \$SLURM_ARRAY_TASK_ID/$shards -o part-\$SLURM_ARRAY_TASK_ID.npz --keep")
sbatch --dependency="afterok:$array" --output=fit.log --wrap \
    "lae merge $(seq -f part-%g.npz -s ' ' "$shards") -o moments.npz && lae fit --moments moments.npz -k $k -o model.npz"
