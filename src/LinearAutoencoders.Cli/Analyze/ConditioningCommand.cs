using System.CommandLine;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary><c>lae analyze conditioning</c>: the exact condition number at the minimum, and the paper's bounds of it.</summary>
internal sealed class ConditioningCommand
{
    private const int LargestNumberOfDimensions = 25;

    private readonly AnalyzeArguments arguments = new();

    public static LazyCommand Create() => new(
        "conditioning", "Exact curvature at the global minimum, and the paper's bounds of its condition number, up to k.",
        command => new ConditioningCommand().AddTo(command));

    private void AddTo(Command command) => arguments.AddTo(command, Execute);

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var data = arguments.Read(line, cancellationToken);
        var folder = arguments.Folder(line, data, "conditioning");
        var curvature = Curvature(data);
        List<ConditionNumbers> numbers = [.. Dimensions(data.K).Select(k => ConditionNumbers.At(data, k, cancellationToken))];
        var byK = Table(numbers);
        byK.WriteCsv(Path.Combine(folder, "conditioning.csv"));
        var picture = Path.Combine(folder, "conditioning.png");
        var figure = new ProfileFigure(
            Profiles(numbers), "Condition number", "Latent dimension k", "Conditioning at the global minimum",
            Runs.Curves.DataName(data.Source));
        Picture.Save(figure, picture);
        if (arguments.IsJson(line))
        {
            JsonOutput.Write(
                new JsonObject { ["curvature"] = curvature.ToJson(), ["by-k"] = byK.ToJson(), ["picture"] = picture });
            return ExitCode.Done;
        }
        curvature.Print();
        Terminal.Out.WriteLine(
            "Smallest: among the learned components; tilts towards components without variance are flatter still and change nothing.");
        Terminal.Out.WriteLine(
            "rag: the largest curvature of its loss, and in the place of the smallest its linear rate g/2 (Theorem 5 prints g).");
        Terminal.Out.WriteLine($"picture: {picture}");
        return ExitCode.Done;
    }

    private static AnalysisTable Curvature(AnalyzedData data)
    {
        var table = new AnalysisTable(
            "method", "largest", "along", "smallest", "along it", "condition number", "paper's bound", "ratio", "with tilts");
        Add(new NonUniformL2(), MinimumHessian.NonUniformL2(data.Eigenvalues, data.Penalties),
            ConditionBounds.NonUniformL2(data.Eigenvalues, data.K));
        Add(new DeterministicNestedDropout(), MinimumHessian.DeterministicNestedDropout(data.Eigenvalues, data.Prior.KeepProbabilities),
            ConditionBounds.DeterministicNestedDropout(data.Eigenvalues, data.K));
        table.Add(
            new Rag().Name, 4 * data.Eigenvalues[0], "scaling of component 1", ConditionBounds.SmallestGap(data.Eigenvalues, data.K) / 2,
            "rotation, Theorem 5", ConditionBounds.RotationAugmentedGradient(data.Eigenvalues, data.K), double.NaN, double.NaN, double.NaN);
        return table;

        void Add(Method method, MinimumHessian hessian, double bound)
        {
            var spectrum = CurvatureSpectrum.Of(hessian);
            table.Add(method.Name, spectrum.Largest.Value, spectrum.Largest.ToString(), spectrum.SmallestLearned.Value,
                spectrum.SmallestLearned.ToString(), spectrum.ConditionNumberOfLearned, bound, spectrum.ConditionNumberOfLearned / bound,
                spectrum.ConditionNumber);
        }
    }

    private static AnalysisTable Table(IEnumerable<ConditionNumbers> numbers)
    {
        var table = new AnalysisTable(
            "k", "nonuniform-l2", "nonuniform-l2 bound", "deterministic-nested-dropout", "deterministic-nested-dropout bound", "rag");
        foreach (var one in numbers)
            table.Add(one.K, one.NonUniformL2, one.NonUniformL2Bound, one.NestedDropout, one.NestedDropoutBound, one.Rag);
        return table;
    }

    private static List<Profile> Profiles(List<ConditionNumbers> numbers)
    {
        List<Profile?> profiles =
        [
            Of(new NonUniformL2(), one => one.NonUniformL2, isBound: false),
            Of(new NonUniformL2(), one => one.NonUniformL2Bound, isBound: true),
            Of(new DeterministicNestedDropout(), one => one.NestedDropout, isBound: false),
            Of(new DeterministicNestedDropout(), one => one.NestedDropoutBound, isBound: true),
            Of(new Rag(), one => one.Rag, isBound: false),
        ];
        return [.. profiles.OfType<Profile>()];

        Profile? Of(Method method, Func<ConditionNumbers, double> value, bool isBound)
        {
            var style = new CurveStyle(method.Title, MethodStyle.Color(method), isBound ? "the paper's lower bound" : "exact", isBound);
            // The bound for k = 2 is 0, an empty sum: nothing to draw.
            var shown = numbers.Where(one => value(one) > 0).ToList();
            return shown.Count == 0 ? null : new Profile(style, [.. shown.Select(one => one.K)], [.. shown.Select(value)]);
        }
    }

    /// <summary>From 2 to k, all of them or evenly thinned.</summary>
    private static IEnumerable<int> Dimensions(int k)
    {
        var count = Math.Min(LargestNumberOfDimensions, k - 1);
        if (k < 3) return [Math.Max(k, 1)];
        return Enumerable.Range(0, count).Select(i => 2 + (int)Math.Round((k - 2.0) * i / (count - 1))).Distinct();
    }

    /// <summary>What is shown of one k.</summary>
    private sealed record ConditionNumbers(
        int K, double NonUniformL2, double NonUniformL2Bound, double NestedDropout, double NestedDropoutBound, double Rag)
    {
        public static ConditionNumbers At(AnalyzedData data, int k, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var l2 = MinimumHessian.NonUniformL2(data.Eigenvalues, data.PenaltiesFor(k));
            var dropout = MinimumHessian.DeterministicNestedDropout(data.Eigenvalues, data.PriorFor(k).KeepProbabilities);
            return new ConditionNumbers(
                k, CurvatureSpectrum.Of(l2).ConditionNumberOfLearned, ConditionBounds.NonUniformL2(data.Eigenvalues, k),
                CurvatureSpectrum.Of(dropout).ConditionNumberOfLearned, ConditionBounds.DeterministicNestedDropout(data.Eigenvalues, k),
                ConditionBounds.RotationAugmentedGradient(data.Eigenvalues, k));
        }
    }
}
