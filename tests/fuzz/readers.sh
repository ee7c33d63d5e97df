#!/bin/sh
# Reads a million damaged and made-up files (or as many as the first argument says) with the readers of data, and as many with those of
# models, sums and states; prints how many of each kind were read and how many refused. Fails at the first exception that is none of
# ours, at 2 s for one file, or at 64 MB.
set -e
cd "$(dirname "$0")/../.."
LAE_FUZZ_INPUTS="${1:-1000000}" dotnet test -c Release --project tests/LinearAutoencoders.Tests \
  --filter-class '*.ReaderFuzzTests' --filter-class '*.ModelFuzzTests' --output Detailed
