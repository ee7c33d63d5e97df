using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>A figure or a table of the paper: the runs it takes, what is made of them, and what the paper says of it.</summary>
internal interface IExperiment
{
    /// <summary>As on the command line.</summary>
    string Id { get; }

    /// <summary>Whether it is made from <see cref="Setup.Data"/>; if not, from what is drawn or computed.</summary>
    bool IsOnData { get; }

    /// <summary>The runs, in the order in which they are wanted; their learning rates are there.</summary>
    IReadOnlyList<RunOptions> Runs(Setup setup) => [];

    /// <summary>Writes pictures and numbers into the output's folder and says what is to be said.</summary>
    /// <param name="outcome">Has runs, unless the experiment takes none.</param>
    ReportSection Write(Outcome outcome);

    /// <summary>What the findings look at.</summary>
    IEnumerable<MeasuredRun> Measured(Outcome outcome) => outcome.Runs.Select(run => run.Measured(Id));

    /// <summary>Our numbers beside those of the paper, from results that have runs of this experiment.</summary>
    IReadOnlyList<ReportTable> Comparison(ReproductionResults results) => [];

    /// <summary>What the paper says of it, decided or not measured: always the same observations.</summary>
    IReadOnlyList<Finding> Findings(ReproductionResults results) => [];
}
