using LinearAutoencoders.Reproduction.Report;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>
///   What the paper says of its figures and tables (section 7, appendices H and I), or what a study claims, each decided by what was
///   measured.
/// </summary>
internal static class Findings
{
    /// <summary>One finding an observation, always all of them, in the order of the experiments.</summary>
    public static IReadOnlyList<Finding> Of(ExperimentSet set, ReproductionResults results) =>
        [.. set.List.SelectMany(experiment => experiment.Findings(results).Select(
            finding => set.IsOfThePaper ? WithRemarks(finding, experiment, results) : finding))];

    // Whoever reads a verdict must know when it was not found with the paper's data and settings.
    private static Finding WithRemarks(Finding finding, IExperiment experiment, ReproductionResults results)
    {
        if (finding.Verdict == Verdict.NotMeasured) return finding;
        List<string> remarks = [];
        if (experiment.IsOnData && !results.HasPaperData) remarks.Add($"Measured on {results.DataName}; the paper has MNIST.");
        if (results.Sizes.Name != Sizes.Paper.Name)
            remarks.Add($"These are the settings of the profile '{results.Sizes.Name}', smaller than the paper's.");
        remarks.AddRange(results.Changes);
        return finding.WithRemarks(remarks);
    }
}
