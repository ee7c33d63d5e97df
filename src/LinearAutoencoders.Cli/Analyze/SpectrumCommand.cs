using System.CommandLine;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary><c>lae analyze spectrum</c>: eigenvalues, gaps, explained variance, and the epochs to alignment that they imply.</summary>
internal sealed class SpectrumCommand
{
    private readonly AnalyzeArguments arguments = new();
    private readonly Option<double?> learningRate = Options.Number(
        "--learning-rate", "step size to forecast for [as lae train would take it]").WithAlias("--lr");

    public static LazyCommand Create() => new(
        "spectrum", "Eigenvalues, gaps and explained variance, and how many epochs to alignment they imply.",
        command => new SpectrumCommand().AddTo(command));

    private void AddTo(Command command) => arguments.AddTo(command, Execute, learningRate);

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var data = arguments.Read(line, cancellationToken);
        var folder = arguments.Folder(line, data, "spectrum");
        var spectrum = Spectrum(data);
        spectrum.WriteCsv(Path.Combine(folder, "spectrum.csv"));
        var picture = Path.Combine(folder, "spectrum.png");
        Picture.Save(Figure(data), picture);
        var forecast = Forecast(data, line.GetValue(learningRate));
        if (arguments.IsJson(line))
        {
            JsonOutput.Write(
                new JsonObject { ["spectrum"] = spectrum.ToJson(), ["forecast"] = forecast.ToJson(), ["picture"] = picture });
            return ExitCode.Done;
        }
        spectrum.Print();
        forecast.Print();
        Terminal.Out.WriteLine("forecast: epochs until d_align < 0.3 with Nesterov momentum 0.9, from curvature alone: "
            + "mostly too many, as growth from small weights sorts components too; –: never.");
        Terminal.Out.WriteLine($"picture: {picture}");
        return ExitCode.Done;
    }

    private static AnalysisTable Spectrum(AnalyzedData data)
    {
        var table = new AnalysisTable("i", "σ²", "gap to next", "explained", "all so far").WithShares("explained", "all so far");
        var total = data.Eigenvalues.Sum();
        var sum = 0.0;
        for (var i = 0; i < data.K; i++)
        {
            sum += data.Eigenvalues[i];
            table.Add(i + 1, data.Eigenvalues[i], Gap(data, i), data.Eigenvalues[i] / total, sum / total);
        }
        return table;
    }

    private static AnalysisTable Forecast(AnalyzedData data, double? learningRate)
    {
        var table = new AnalysisTable("method", "learning rate", "forecast epochs");
        var dropout = RotationCurvatures.DeterministicNestedDropout(data.Eigenvalues, data.Prior.KeepProbabilities);
        // Their losses do not see rotations.
        Add(new Reconstruction(), null);
        Add(new UniformL2(), null);
        Add(data.Penalized, RotationCurvatures.NonUniformL2(data.Eigenvalues, data.Penalties));
        Add(new Rag(), RotationCurvatures.RotationAugmentedGradient(data.Eigenvalues, data.K));
        Add(new NestedDropout(), dropout);  // in expectation
        Add(new DeterministicNestedDropout(), dropout);
        if (data.Eigenvalues.Skip(data.K).Sum() > 0) Add(new LinearVae(), RotationCurvatures.LinearVae(data.Eigenvalues, data.K));
        AddForecast(new GaugeFixed(), rate => GaugeFixedForecast.Epochs(data.Eigenvalues, data.K, rate));
        return table;

        void Add(Method method, RotationCurvatures? curvatures) =>
            AddForecast(method, rate => curvatures is null ? double.PositiveInfinity : AlignmentForecast.Epochs(curvatures, rate));

        void AddForecast(Method method, Func<double, double> epochs)
        {
            var rate = learningRate ?? data.LearningRate(method);
            table.Add(method.Name, rate, epochs(rate));
        }
    }

    private static ProfileFigure Figure(AnalyzedData data)
    {
        int[] all = [.. Enumerable.Range(1, Math.Min(data.Eigenvalues.Length, Math.Max(2 * data.K, 20)))];
        List<Profile> profiles =
        [
            new(new CurveStyle("eigenvalue σᵢ²", "#0072B2", "", false), all, [.. all.Select(i => data.Eigenvalues[i - 1])]),
            new(new CurveStyle("gap to the next, σᵢ² − σᵢ₊₁²", "#D55E00", "", false), all, [.. all.Select(i => Gap(data, i - 1))]),
        ];
        var subtitle = $"{Runs.Curves.DataName(data.Source)}, the first {all.Length} of {data.Eigenvalues.Length} components";
        return new ProfileFigure(profiles, "Variance", "Component", "Spectrum of the data", subtitle);
    }

    private static double Gap(AnalyzedData data, int i) =>
        i + 1 < data.Eigenvalues.Length ? data.Eigenvalues[i] - data.Eigenvalues[i + 1] : double.NaN;
}
