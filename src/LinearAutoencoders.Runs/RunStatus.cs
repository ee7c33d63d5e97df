namespace LinearAutoencoders.Runs;

/// <summary>Where a run stands; what comes after <see cref="Running"/> is an end.</summary>
internal enum RunStatus { Waiting, Running, Completed, Diverged, Cancelled, Failed }
