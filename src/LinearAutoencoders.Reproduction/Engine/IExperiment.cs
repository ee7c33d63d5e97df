using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>A figure or a table of the paper: the runs it takes, and what is made of them.</summary>
internal interface IExperiment
{
    /// <summary>As on the command line.</summary>
    string Id { get; }

    /// <summary>The runs, in the order in which they are wanted; their learning rates are there.</summary>
    IReadOnlyList<RunOptions> Runs(Setup setup);

    /// <summary>Writes pictures and numbers into the output's folder and says what is to be said. Only when <see cref="Outcome.Runs"/> is not empty, or the experiment has no runs.</summary>
    ReportSection Write(Outcome outcome);

    /// <summary>What the claims look at.</summary>
    IEnumerable<MeasuredRun> Measured(Outcome outcome) => outcome.Runs.Select(run => run.Measured(Id));
}

/// <summary>What an experiment is written from.</summary>
/// <param name="Setup">As its runs were made.</param>
/// <param name="Runs">Those that have ended, in the experiment's order.</param>
/// <param name="Missing">How many have not.</param>
/// <param name="Folder">Where files go.</param>
internal sealed record Outcome(Setup Setup, IReadOnlyList<FinishedRun> Runs, int Missing, string Folder)
{
    public string PathOf(string name) => Path.Combine(Folder, name);
}
