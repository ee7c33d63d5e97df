using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>A statement of the paper, and how it becomes a claim with a verdict.</summary>
internal sealed record Statement(string Where, string Text)
{
    /// <summary>Decided by numbers.</summary>
    public Claim Decide(bool holds, string evidence, string whyNot) =>
        new(Where, Text, evidence, holds ? Verdict.Holds : Verdict.Differs, holds ? null : whyNot);

    /// <summary>Not to be decided; the evidence is what there is.</summary>
    public Claim NotMeasured(string why, string evidence = "") => new(Where, Text, evidence, Verdict.NotMeasured, why);
}

/// <summary>How evidence reads.</summary>
internal static class Evidence
{
    public static string Epochs(double epochs) => double.IsFinite(epochs) ? Numbers.Count(epochs) : "never";

    /// <summary>Several pieces in one sentence.</summary>
    public static string List(IEnumerable<string> pieces) => string.Join("; ", pieces) + ".";

    /// <summary>Names of what is not there.</summary>
    /// <param name="what">The figure or figures.</param>
    /// <param name="names">The runs that are missing.</param>
    /// <param name="wanted">How many it would take.</param>
    public static string Missing(string what, IReadOnlyCollection<string> names, int wanted) => names.Count == wanted
        ? $"{what} was not run." : $"Missing of {what}: {List(names)}";

    /// <summary>A figure's name in a sentence: <c>Figure 2</c>.</summary>
    public static string NameOf(string id) => id.Replace("fig", "Figure ", StringComparison.Ordinal).Replace("table", "Table ", StringComparison.Ordinal);
}
