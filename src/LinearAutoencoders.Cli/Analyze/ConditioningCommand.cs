using System.CommandLine;
using System.Text.Json.Nodes;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Theory.Curvature;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary><c>lae analyze conditioning</c>: the exact condition number at the minimum, and the paper's bounds of it.</summary>
internal sealed class ConditioningCommand
{
    private const int LargestNumberOfDimensions = 25;

    private readonly AnalyzeArguments arguments = new();

    public Command Build()
    {
        var command = new Command("conditioning", "Exact curvature at the global minimum, and the paper's bounds of its condition number, up to k.");
        foreach (var option in arguments.All) command.Options.Add(option);
        command.SetAction((line, cancellation) => Task.FromResult(Execute(line, cancellation)));
        return command;
    }

    private int Execute(ParseResult line, CancellationToken cancellation)
    {
        var data = arguments.Read(line, cancellation);
        var folder = arguments.Folder(line, data, "conditioning");
        var curvature = Curvature(data);
        var profile = Profile(data, cancellation);
        profile.WriteCsv(Path.Combine(folder, "conditioning.csv"));
        var picture = Path.Combine(folder, "conditioning.png");
        Draw(data, profiles, picture);
        Draw(data, profiles, Path.ChangeExtension(picture, ".svg"));
        if (arguments.IsJson(line))
        {
            AnalysisTable.WriteJson(new JsonObject { ["curvature"] = curvature.ToJson(), ["by-k"] = profile.ToJson(), ["picture"] = picture }, Console.Out);
            return ExitCode.Done;
        }
        curvature.Print(Console.Out);
        Console.Out.WriteLine("RAG: the largest curvature of its loss over g of Theorem 5, which takes the place of the smallest.");
        Console.Out.WriteLine($"picture: {picture}");
        return ExitCode.Done;
    }

    private readonly List<Profile> profiles = [];

    private static AnalysisTable Curvature(AnalyzedData data)
    {
        var table = new AnalysisTable("method", "largest", "along", "smallest", "along ", "condition number", "paper's bound", "ratio");
        var l2 = CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(data.Eigenvalues, data.Penalties));
        var dropout = CurvatureSpectrum.Of(MinimumHessian.DeterministicNestedDropout(data.Eigenvalues, data.Prior.KeepProbabilities));
        Add(Method.NonUniformL2, l2, ConditionBounds.NonUniformL2(data.Eigenvalues, data.K));
        Add(Method.DeterministicNestedDropout, dropout, ConditionBounds.DeterministicNestedDropout(data.Eigenvalues, data.K));
        var rag = ConditionBounds.RotationAugmentedGradient(data.Eigenvalues, data.K);
        table.Add(Method.Rag.Name(), 4 * data.Eigenvalues[0], "scaling of component 1", ConditionBounds.SmallestGap(data.Eigenvalues, data.K),
            "rotation, Theorem 5", rag, double.NaN, double.NaN);
        return table;

        void Add(Method method, CurvatureSpectrum spectrum, double bound) => table.Add(method.Name(), spectrum.Largest.Value,
            spectrum.Largest.ToString(), spectrum.Smallest.Value, spectrum.Smallest.ToString(), spectrum.ConditionNumber, bound, spectrum.ConditionNumber / bound);
    }

    /// <summary>Condition numbers and bounds over k, from 2.</summary>
    private AnalysisTable Profile(AnalyzedData data, CancellationToken cancellation)
    {
        var table = new AnalysisTable("k", "nonuniform-l2", "nonuniform-l2 bound", "nested dropout", "nested dropout bound", "rag");
        var rows = new List<(int K, double[] Values)>();
        foreach (var k in Dimensions(data.K))
        {
            cancellation.ThrowIfCancellationRequested();
            double[] values =
            [
                CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(data.Eigenvalues, data.PenaltiesFor(k))).ConditionNumber,
                ConditionBounds.NonUniformL2(data.Eigenvalues, k),
                CurvatureSpectrum.Of(MinimumHessian.DeterministicNestedDropout(data.Eigenvalues, data.PriorFor(k).KeepProbabilities)).ConditionNumber,
                ConditionBounds.DeterministicNestedDropout(data.Eigenvalues, k),
                ConditionBounds.RotationAugmentedGradient(data.Eigenvalues, k),
            ];
            rows.Add((k, values));
            table.Add([k, .. values]);
        }
        AddProfile(0, Method.NonUniformL2, isBound: false);
        AddProfile(1, Method.NonUniformL2, isBound: true);
        AddProfile(2, Method.DeterministicNestedDropout, isBound: false);
        AddProfile(3, Method.DeterministicNestedDropout, isBound: true);
        AddProfile(4, Method.Rag, isBound: false);
        return table;

        void AddProfile(int column, Method method, bool isBound)
        {
            var style = new CurveStyle(method.Title(), MethodStyle.Color(method), isBound ? "the paper's lower bound" : "exact", isBound);
            // The bound for k = 2 is 0, an empty sum: nothing to draw.
            var shown = rows.Where(row => row.Values[column] > 0).ToList();
            if (shown.Count > 0) profiles.Add(new Profile(style, [.. shown.Select(row => row.K)], [.. shown.Select(row => row.Values[column])]));
        }
    }

    /// <summary>From 2 to k, all of them or evenly thinned.</summary>
    private static IEnumerable<int> Dimensions(int k)
    {
        var count = Math.Min(LargestNumberOfDimensions, k - 1);
        if (k < 3) return [Math.Max(k, 1)];
        return Enumerable.Range(0, count).Select(i => 2 + (int)Math.Round((k - 2.0) * i / (count - 1))).Distinct();
    }

    private static void Draw(AnalyzedData data, IReadOnlyList<Profile> profiles, string path) =>
        new ProfileFigure(profiles, "Condition number", "Latent dimension k", "Conditioning at the global minimum", Curve(data)).Save(path);

    private static string Curve(AnalyzedData data) => Runs.Curves.DataName(data.Source);
}
