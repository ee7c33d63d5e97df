using System.Globalization;
using System.Text.Json;
using LinearAutoencoders.Data;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>The part of a saved state that is not arrays, and the names of these.</summary>
internal sealed record CheckpointRecord(string Version, int Epoch, double Seconds, IReadOnlyList<string> Arrays);

/// <summary>Saved states in <c>checkpoint/epoch-N/</c>: each folder appears whole, by a rename, and then replaces the older ones.</summary>
internal sealed class Checkpoint(string folder)
{
    private const string Prefix = "epoch-";

    private const string RecordFile = "state.json";

    /// <summary>Saves a state.</summary>
    public void Save(TrainingState state)
    {
        var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{state.Epoch:D6}"));
        var part = name + ".part";
        if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        Directory.CreateDirectory(part);
        var record = new CheckpointRecord(
            RunRecord.CurrentVersion, state.Epoch, state.Seconds, [.. state.Arrays.Select(array => array.Name)]);
        AtomicFile.WriteText(Path.Combine(part, RecordFile), RunJson.Write(record));
        foreach (var array in state.Arrays) NpyArray.Write(ArrayFile(part, array.Name), array);
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

    /// <summary>The newest saved state, and the version that wrote it.</summary>
    /// <exception cref="BadDataException">There is none, or its files are damaged.</exception>
    public (TrainingState State, string Version) Load()
    {
        var newest = Saved().Order(StringComparer.Ordinal).LastOrDefault()
            ?? throw new BadDataException($"{folder} has no saved state to resume from; train with --checkpoint-every N, or start anew");
        var file = Path.Combine(newest, RecordFile);
        try
        {
            var record = RunJson.ReadCheckpoint(File.ReadAllText(file));
            var arrays = record.Arrays.Select(name => NpyArray.Read(ArrayFile(newest, name), name)).ToList();
            return (new TrainingState(record.Epoch, record.Seconds, arrays), record.Version);
        }
        catch (Exception failure) when (failure is JsonException or IOException or ArgumentException)
        {
            throw new BadDataException($"{file} cannot be read ({failure.Message}); delete the run's folder and start anew", failure);
        }
    }

    private IEnumerable<string> Saved() => Directory.Exists(folder)
        ? Directory.GetDirectories(folder, Prefix + "*").Where(path => !path.EndsWith(".part", StringComparison.Ordinal))
        : [];

    private static string ArrayFile(string path, string name) => Path.Combine(path, name + ".npy");
}
