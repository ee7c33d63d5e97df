using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>The data of the experiments, each read when it is first needed.</summary>
internal sealed class DataSets(WorkerTeam team, IProgress<DataLoaded>? progress, CancellationToken cancellation)
{
    private readonly Dictionary<(string, SyntheticRecipe?, string?), PreparedData<float>> loaded = [];

    /// <summary>The data of a run.</summary>
    public PreparedData<float> Of(RunOptions options)
    {
        var key = (options.Data, options.Synthetic, options.Table?.Scale);
        if (!loaded.TryGetValue(key, out var data))
            loaded.Add(key, data = PreparedData<float>.Load(options, team, progress, cancellation));
        return data;
    }
}
