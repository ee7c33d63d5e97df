using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>Where a reproduction shows what it does.</summary>
internal interface IReproductionView
{
    /// <summary>One line for the person who waits.</summary>
    void Say(string line);

    /// <summary>Shows runs until the work on them is done.</summary>
    /// <param name="runs">The runs, all of them waiting.</param>
    /// <param name="start">Begins the work; the run of an index reports to the progress of that index.</param>
    Task ShowAsync(IReadOnlyList<PlannedRun> runs, Func<IReadOnlyList<IProgress<RunEvent>>, Task> start);
}

/// <summary>A run that is to be done, as it is shown.</summary>
/// <param name="Name">What tells it apart.</param>
/// <param name="Epochs">How many it has at most.</param>
/// <param name="Cost">How long it takes, relative to the others.</param>
internal sealed record PlannedRun(string Name, int Epochs, double Cost);
