using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Runs;
using static System.FormattableString;

namespace LinearAutoencoders.Cli.Model;

/// <summary>The file from which a fit of several passes goes on after it was killed: by the same command, to the same bits.</summary>
/// <param name="path">The file; null: there is none.</param>
/// <param name="count">How many components.</param>
internal sealed class FitCheckpoint(string? path, ComponentCount count)
{
    private bool isResumed;

    private string Run => $"lae fit -k {count}";

    /// <summary>The search, going on from what was saved, and saving what it has after each pass.</summary>
    /// <exception cref="BadDataException">The file is damaged, or of another fit.</exception>
    public EigenOptions AddTo(EigenOptions search, RunDisplay display) =>
        path is null ? search : search with
        {
            Saved = Read(path, display),
            AfterPass = Ranks.IsFollower ? null : state => Write(path, state),
        };

    /// <summary>Fits, and takes the file away once nothing is left to be done.</summary>
    public PrincipalComponents Complete(Func<PrincipalComponents> fit)
    {
        // A state that does not fit the data is the mistake of who gave it.
        var model = isResumed ? UsageException.Of(fit) : fit();
        if (path is not null && !Ranks.IsFollower && !model.Provenance.IsInterrupted) File.Delete(path);
        return model;
    }

    private IReadOnlyList<StateArray>? Read(string file, RunDisplay display)
    {
        if (!File.Exists(file)) return null;
        var (record, arrays) = StateFile.Read(file);
        if (record.Run != Run)
            throw new BadDataException($"{file} was saved by {record.Run}, not {Run}; delete it, or give another file");
        isResumed = true;
        display.Say(Invariant($"{file}: going on behind {record.Epoch} passes of the search"));
        return arrays;
    }

    private void Write(string file, IReadOnlyList<StateArray> state)
    {
        var passes = state.OfType<StateArray<int>>().First().Values.Span[0];
        StateFile.Write(file, new(RunRecord.CurrentVersion, Run, passes, 0, "", [], [.. state.Select(StateFile.Describe)]), state);
    }
}
