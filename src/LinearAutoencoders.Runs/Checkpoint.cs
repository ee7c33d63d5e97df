using System.Globalization;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>A state that can be gone on from, and the version that saved it.</summary>
internal sealed record SavedState(CheckpointRecord Record, IReadOnlyList<StateArray> Arrays)
{
    public TrainingState At(double seconds) => new(Record.Epoch, seconds, Arrays);
}

/// <summary>Saved states, <c>checkpoint/epoch-N.state</c>: each appears whole, and the one before it is kept in case of damage.</summary>
internal sealed class Checkpoint(string folder)
{
    private const string Prefix = "epoch-", Ending = ".state";

    private const int Kept = 2;

    /// <summary>Saves a state; of those before it the newest stays.</summary>
    /// <param name="state">The state.</param>
    /// <param name="run">What it is a state of: <see cref="RunIdentity.WithoutEpochs"/>.</param>
    /// <param name="metrics">The rows that lead up to it.</param>
    /// <param name="files">The checksums of the files that were written on the way.</param>
    public void Save(TrainingState state, string run, MetricsFile metrics, IReadOnlyList<string> files)
    {
        var record = new CheckpointRecord(
            RunRecord.CurrentVersion, run, state.Epoch, metrics.Rows.Count, metrics.Checksum, files,
            [.. state.Arrays.Select(StateFile.Describe)]);
        StateFile.Write(FileOf(state.Epoch), record, state.Arrays);
        foreach (var (path, _) in Saved().Skip(Kept)) Disk.Delete(path);
    }

    /// <summary>The epochs done by the newest saved state; 0 when there is none.</summary>
    public int NewestEpoch => Saved().Select(saved => saved.Epoch).FirstOrDefault();

    /// <summary>Whether the state after an epoch is there.</summary>
    public bool Has(int epoch) => File.Exists(FileOf(epoch));

    /// <summary>Removes all saved states.</summary>
    public void Delete() => Disk.DeleteFolder(folder);

    /// <summary>Removes all saved states but one.</summary>
    public void DeleteAllBut(int epoch)
    {
        foreach (var (path, _) in Saved().Where(saved => saved.Epoch != epoch)) Disk.Delete(path);
    }

    /// <summary>The newest saved state that is whole.</summary>
    /// <param name="run">What it must be a state of.</param>
    /// <param name="say">Is told of each that is damaged.</param>
    /// <returns>Null when there are none.</returns>
    /// <exception cref="BadDataException">All are damaged, or of another run.</exception>
    public SavedState? Load(string run, Action<string> say)
    {
        BadDataException? damage = null;
        foreach (var (path, epoch) in Saved())
        {
            if (damage is not null) say($"{damage.Message}; going on from the state before it");
            try
            {
                var (record, arrays) = StateFile.Read(path);
                if (record.Run == run && record.Epoch == epoch) return new SavedState(record, arrays);
                damage = new BadDataException($"{path} is of a run with other options or data than run.json says");
            }
            catch (BadDataException found)
            {
                damage = found;
            }
        }
        return damage is null ? null
            : throw new BadDataException($"{damage.Message}; there is no other state to go on from: start anew with --force", damage);
    }

    /// <summary>The newest first.</summary>
    private IEnumerable<(string Path, int Epoch)> Saved() => !Directory.Exists(folder) ? [] :
        Directory.GetFiles(folder, Prefix + "*" + Ending)
            .Select(path => (Path: path, Epoch: EpochOf(Path.GetFileNameWithoutExtension(path)[Prefix.Length..])))
            .Where(saved => saved.Epoch >= 0).OrderByDescending(saved => saved.Epoch);

    private static int EpochOf(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : -1;

    private string FileOf(int epoch) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{epoch:D6}{Ending}"));
}
