using System.CommandLine;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary><c>lae analyze penalties</c>: the penalties that solve the min-max problem (16), and what they gain.</summary>
internal sealed class PenaltiesCommand
{
    private readonly AnalyzeArguments arguments = new();

    public static LazyCommand Create() => new(
        "penalties", "The ℓ₂ penalties that are best at the global minimum, equation (16), against the default ones.",
        command => new PenaltiesCommand().AddTo(command));

    private void AddTo(Command command) => arguments.AddTo(command, Execute);

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var data = arguments.Read(line, cancellationToken);
        var best = OptimalPenalties.For(data.Eigenvalues, data.K);
        var folder = arguments.Folder(line, data, "penalties");
        var penalties = Penalties(data, best);
        penalties.WriteCsv(Path.Combine(folder, "penalties.csv"));
        var picture = Path.Combine(folder, "penalties.png");
        var figure = new BarFigure(best, "Penalty λᵢ", "Penalties that are optimal at the global minimum", data.Subtitle);
        Picture.Save(figure, picture);
        var comparison = Comparison(data, best);
        if (arguments.IsJson(line))
        {
            JsonOutput.Write(
                new JsonObject { ["penalties"] = penalties.ToJson(), ["comparison"] = comparison.ToJson(), ["picture"] = picture });
            return ExitCode.Done;
        }
        penalties.Print();
        comparison.Print();
        Terminal.Out.WriteLine("The last column of the first table is (λⱼ₊₁ − λⱼ)(νⱼ − νⱼ₊₁)/(νⱼ + νⱼ₊₁): "
            + "equal in all rows, so that no change of λ can raise the smallest.");
        Terminal.Out.WriteLine($"picture: {picture}");
        return ExitCode.Done;
    }

    private static AnalysisTable Penalties(AnalyzedData data, double[] best)
    {
        var table = new AnalysisTable("i", "σ²", "default λ", "best λ", "term of (16)");
        var terms = OptimalPenalties.Gaps(data.Eigenvalues, best);
        for (var i = 0; i < best.Length; i++)
            table.Add(i + 1, data.Eigenvalues[i], data.Penalties[i], best[i], i < terms.Length ? terms[i] : double.NaN);
        return table;
    }

    private static AnalysisTable Comparison(AnalyzedData data, double[] best)
    {
        var table = new AnalysisTable("penalties", "learned components", "largest", "smallest", "along", "condition number");
        foreach (var (name, penalties) in new[] { ("default", data.Penalties), ("best by (16)", best) })
        {
            var spectrum = CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(data.Eigenvalues, penalties));
            table.Add(name, penalties.Where((penalty, i) => penalty < data.Eigenvalues[i]).Count(), spectrum.Largest.Value,
                spectrum.Smallest.Value, spectrum.Smallest.ToString(), spectrum.ConditionNumber);
        }
        return table;
    }
}
