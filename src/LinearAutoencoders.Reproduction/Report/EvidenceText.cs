using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Report;

/// <summary>How evidence reads.</summary>
internal static class EvidenceText
{
    public static string Epochs(double epochs) => double.IsFinite(epochs) ? NumberText.Count(epochs) : "never";

    /// <summary>Several pieces in one sentence.</summary>
    public static string List(IEnumerable<string> pieces) => string.Join("; ", pieces) + ".";

    /// <summary>Names of what is not there.</summary>
    /// <param name="id">The figure or table.</param>
    /// <param name="names">The runs that are missing.</param>
    /// <param name="wanted">How many it would take.</param>
    public static string Missing(string id, IReadOnlyCollection<string> names, int wanted) => names.Count == wanted
        ? $"{NameOf(id)} was not run." : $"Missing of {NameOf(id)}: {List(names)}";

    /// <summary>A figure's name in a sentence: <c>Figure 2</c>.</summary>
    public static string NameOf(string id) =>
        id.Replace("fig", "Figure ", StringComparison.Ordinal).Replace("table", "Table ", StringComparison.Ordinal);
}
