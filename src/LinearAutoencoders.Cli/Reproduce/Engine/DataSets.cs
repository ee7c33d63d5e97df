using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Reproduce.Engine;

/// <summary>The data of the experiments, each read when it is first needed.</summary>
internal sealed class DataSets(WorkerTeam team, RunDisplay display, CancellationToken cancellation)
{
    private readonly Dictionary<(string, SyntheticRecipe?), PreparedData<float>> loaded = [];

    /// <summary>The data of a run.</summary>
    public PreparedData<float> Of(RunOptions options)
    {
        var key = (options.Data, options.Synthetic);
        if (!loaded.TryGetValue(key, out var data)) loaded.Add(key, data = PreparedData<float>.Load(options, team, display, cancellation));
        return data;
    }
}
