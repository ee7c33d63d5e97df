using LinearAutoencoders.Figures;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Compare;

/// <summary>
///   The curves of a comparison. Runs that differ in their seeds alone are one curve with a band; where more than method and optimizer
///   differs, each of these has a picture of its own, whose curves are told apart by the rest.
/// </summary>
internal sealed class ComparisonFigures(RunDifferences differences, IReadOnlyList<RunOptions> runs)
{
    private const string Title = "Distances to the principal components";

    /// <summary>The names of the pictures, without an ending.</summary>
    public IReadOnlyList<string> Names => [.. runs.Select(NameOf).Distinct()];

    /// <summary>The pictures.</summary>
    /// <param name="records">The runs that have ended.</param>
    /// <param name="rows">The metrics of one.</param>
    public IEnumerable<(string Name, LearningCurvesFigure Figure)> Of(
        IReadOnlyList<RunRecord> records, Func<RunRecord, IReadOnlyList<MetricsRow>> rows)
    {
        foreach (var picture in records.GroupBy(record => NameOf(record.Options)))
        {
            var curves = picture.GroupBy(record => RunKey.WithoutSeed(record.Options)).Select(seeds => Curve([.. seeds], rows)).ToList();
            var first = picture.First().Options;
            List<LearningCurve> styled = IsByMethod ? curves : [.. curves.Zip(picture.DistinctBy(record => LabelOf(record.Options)))
                .Select((one, i) => one.First with { Style = Style(LabelOf(one.Second.Options), i, curves.Count) })];
            var title = IsByMethod || Names.Count == 1 ? Title : $"{Title}: {first.NameWith(", ")}";
            var subtitle = Curves.Subtitle([.. picture.Select(record => record.Options)]);
            yield return (picture.Key, new LearningCurvesFigure(styled, title, subtitle) { Alignment = AlignmentAxis.Logarithmic });
        }
    }

    /// <summary>What tells curves of one picture apart; seeds do not.</summary>
    private IEnumerable<(string Name, Func<RunOptions, string> Value)> Settings =>
        differences.Beyond.Where(setting => setting.Name != "seed");

    private bool IsByMethod => !Settings.Any();

    private string NameOf(RunOptions run) =>
        IsByMethod || runs.All(other => other.NameWith("-") == runs[0].NameWith("-")) ? "curves" : $"curves-{run.NameWith("-")}";

    private string LabelOf(RunOptions run) => string.Join(", ", Settings.Select(setting => $"{setting.Name} {setting.Value(run)}"));

    private static CurveStyle Style(string label, int place, int count) => new(label, SequenceColors.Of(place, count), "", false);

    private static LearningCurve Curve(IReadOnlyList<RunRecord> seeds, Func<RunRecord, IReadOnlyList<MetricsRow>> rows)
    {
        var all = seeds.Select(rows).ToList();
        var curve = Curves.Of(seeds[0].Options, all[0]);
        if (seeds.Count == 1) return curve;
        var byEpoch = SeedRows.ByEpoch([.. all.Zip(seeds, (own, seed) => (own, seed.Result!.IsAtGoal))]);
        var (align, sub) = (Band(row => row.AxisAlignment), Band(row => row.SubspaceDistance));
        return curve with
        {
            Epochs = [.. byEpoch.Select(one => (double)one[0].Epoch)],
            AxisAlignment = align.Median,
            SubspaceDistance = sub.Median,
            AxisAlignmentBand = new Band(align.Low, align.High),
            SubspaceDistanceBand = new Band(sub.Low, sub.High),
        };

        SeedBand Band(Func<MetricsRow, double> value) => SeedBand.Of([.. byEpoch.Select(one => one.Select(value).ToArray())]);
    }
}
