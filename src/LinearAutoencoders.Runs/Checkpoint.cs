using System.Globalization;
using System.Numerics;
using System.Text.Json;
using LinearAutoencoders.Data;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>The part of a saved state that is not arrays.</summary>
internal sealed record CheckpointRecord(
    int Epoch, double Seconds, long OptimizerSteps, IReadOnlyList<ulong> BatchRandom, IReadOnlyList<ulong> DrawRandom);

/// <summary>Saved states in <c>checkpoint/epoch-N/</c>: each folder appears whole, by a rename, and then replaces the older ones.</summary>
internal sealed class Checkpoint(string folder)
{
    private const string Prefix = "epoch-";

    /// <summary>Saves a state.</summary>
    public void Save<T>(TrainingState<T> state) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{state.Epoch:D6}"));
        var part = name + ".part";
        if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        Directory.CreateDirectory(part);
        var record = new CheckpointRecord(state.Epoch, state.Seconds, state.OptimizerSteps, state.BatchRandom, state.DrawRandom);
        AtomicFile.WriteText(Path.Combine(part, "state.json"), JsonSerializer.Serialize(record, RunJson.Default.CheckpointRecord));
        NpyFile.Write(Path.Combine(part, "weights.npy"), state.Weights);
        for (var i = 0; i < state.OptimizerArrays.Count; i++)
            NpyFile.Write(Path.Combine(part, OptimizerFile(i)), state.OptimizerArrays[i]);
        var older = Saved().Where(path => path != name).ToList();
        if (Directory.Exists(name)) Directory.Delete(name, recursive: true);
        Directory.Move(part, name);
        foreach (var path in older) Directory.Delete(path, recursive: true);
    }

    /// <summary>Whether there is a saved state.</summary>
    public bool IsThere => Saved().Any();

    /// <summary>Removes all saved states.</summary>
    public void Delete()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>The newest saved state.</summary>
    /// <exception cref="BadDataException">There is none, or its files are damaged.</exception>
    public TrainingState<T> Load<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        var newest = Saved().Order(StringComparer.Ordinal).LastOrDefault()
            ?? throw new BadDataException($"{folder} has no saved state to resume from; train with --checkpoint-every N, or start anew");
        var file = Path.Combine(newest, "state.json");
        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllText(file), RunJson.Default.CheckpointRecord)
                ?? throw new JsonException("it is empty");
            var weights = NpyFile.ReadVector<T>(Path.Combine(newest, "weights.npy"));
            var count = Directory.GetFiles(newest, "optimizer-*.npy").Length;
            var arrays = Enumerable.Range(0, count).Select(i => NpyFile.ReadVector<T>(Path.Combine(newest, OptimizerFile(i)))).ToList();
            return new TrainingState<T>(
                record.Epoch, record.Seconds, weights, record.OptimizerSteps, arrays, record.BatchRandom, record.DrawRandom);
        }
        catch (Exception failure) when (failure is JsonException or IOException)
        {
            throw new BadDataException($"{file} cannot be read ({failure.Message}); delete the run's folder and start anew", failure);
        }
    }

    private IEnumerable<string> Saved() => Directory.Exists(folder)
        ? Directory.GetDirectories(folder, Prefix + "*").Where(path => !path.EndsWith(".part", StringComparison.Ordinal))
        : [];

    private static string OptimizerFile(int index) => string.Create(CultureInfo.InvariantCulture, $"optimizer-{index}.npy");
}
