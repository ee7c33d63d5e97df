using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary><c>lae analyze penalties</c>: the best λ of the min-max problem (16), and what they gain.</summary>
internal sealed class PenaltiesCommand
{
    private readonly AnalysisArguments arguments = new();
    private readonly Option<double?> margin = Options.Number("--margin", "λ stay this part of σ_k² away from 0 and from σ_k² [0.001]");

    public Command Build()
    {
        var command = new Command("penalties", "The ℓ₂ penalties that solve the min-max problem (16), with the condition number they reach.");
        Option[] options = [.. arguments.Data, arguments.LatentDimension, margin, .. arguments.Penalties, .. arguments.Output];
        foreach (var option in options) command.Add(option);
        command.SetAction((line, cancellation) => Task.FromResult(Execute(line, cancellation)));
        return command;
    }

    private int Execute(ParseResult line, CancellationToken cancellation)
    {
        var part = line.GetValue(margin) ?? 1e-3;
        if (!(part > 0 && part < 0.5)) throw new UsageException($"--margin is {part}; give a number between 0 and 0.5");
        var eigenvalues = arguments.ReadEigenvalues(line, cancellation);
        var k = arguments.ReadLatentDimension(line, eigenvalues);
        if (k < 2) throw new UsageException("-k is 1; one component has no order to learn, give at least 2");
        var best = OptimalPenalties.For(eigenvalues, k, part);
        var gaps = OptimalPenalties.Gaps(eigenvalues, best);
        var optimal = CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(eigenvalues, best));
        var published = arguments.ReadPenalties(line, k);
        var usual = CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(eigenvalues, published));
        if (arguments.FilePath(line, "penalties.png") is { } picture)
        {
            new BarFigure(best, "λ", "Optimal ℓ₂ penalties", $"{arguments.SourceName(line)}, k = {k}").Save(picture);
            AtomicFile.WriteText(Path.ChangeExtension(picture, ".csv"), Csv(best, published, eigenvalues));
        }
        if (arguments.IsJson(line)) WriteJson(best, gaps, optimal, usual);
        else WriteText(best, gaps, optimal, usual, published.Where((penalty, i) => penalty >= eigenvalues[i]).Count());
        return ExitCode.Done;
    }

    private static void WriteText(double[] best, double[] gaps, CurvatureSpectrum optimal, CurvatureSpectrum usual, int vanished)
    {
        Console.Out.WriteLine("optimal λ: " + string.Join(", ", best.Select(Numbers.Loss)));
        Console.Out.WriteLine($"  all {gaps.Length} terms of (16) equal {Numbers.Loss(gaps[0])}, to a relative {Numbers.Distance(gaps.Max() / gaps.Min() - 1)}: none can grow without another falling");
        Console.Out.WriteLine($"  condition number       {Numbers.Loss(optimal.ConditionNumber)}   flattest: {optimal.Smallest}");
        Console.Out.WriteLine($"  with the penalties given {Numbers.Loss(usual.ConditionNumber)}   flattest: {usual.Smallest}"
            + (vanished > 0 ? $"; {vanished} of {best.Length} dimensions vanish, as λ ≥ σ² there" : ""));
    }

    private static void WriteJson(double[] best, double[] gaps, CurvatureSpectrum optimal, CurvatureSpectrum usual) =>
        AnalysisArguments.WriteJson(new JsonObject
        {
            ["penalties"] = new JsonArray([.. best.Select(penalty => JsonValue.Create(penalty))]),
            ["smallest-term"] = gaps.Min(),
            ["largest-term"] = gaps.Max(),
            ["condition-number"] = AnalysisArguments.Json(optimal.ConditionNumber),
            ["condition-number-as-given"] = AnalysisArguments.Json(usual.ConditionNumber),
        });

    private static string Csv(double[] best, double[] published, IReadOnlyList<double> eigenvalues) => "component,eigenvalue,optimal,given\n"
        + string.Concat(best.Select((penalty, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1},{eigenvalues[i]:R},{penalty:R},{published[i]:R}\n")));
}
