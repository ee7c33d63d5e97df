#!/bin/sh
# Stops a run before each of its operations on files, by a kill and by two power cuts, for each method and optimizer, and lets each
# operation fail; goes on each time and compares all files. Prints the counts that docs/reliability.md has. Takes minutes.
set -eu
cd "$(dirname "$0")/../.."
report=$(mktemp)
dotnet build -c Release tests/LinearAutoencoders.Tests
LAE_FAULTS=all LAE_FAULTS_REPORT=$report dotnet test -c Release --no-build --project tests/LinearAutoencoders.Tests \
    --filter-class '*.EveryStateTests' --filter-class '*.FailingDiskTests'
cat "$report"
# NAME: N operations, N stops, N continued, N lost
sed 's/.*: //' "$report" | awk -F'[ ,]+' '{ stops += $3; continued += $5; lost += $7 }
    END { print stops " stops, " continued " continued, " lost " lost" }'
rm "$report"
