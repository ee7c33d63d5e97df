using System.Globalization;
using System.Text;
using LinearAutoencoders.Benchmarks.Products;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Benchmarks.Training;

/// <summary>A gauge-fixed step beside one of RAG: processor time of one thread, in turns, which a noisy machine disturbs alike.</summary>
internal static class QuickSteps
{
    private const int Rounds = 9;

    /// <summary>Prints a Markdown table: the median over rounds of each step's time, and of its ratio to RAG's.</summary>
    public static void Run()
    {
        Console.OutputEncoding = Encoding.UTF8;
        Console.WriteLine("| k, m | Σ | RAG, ms | gauge-fixed, every step | every fifth |");
        Console.WriteLine("|---|---|--:|--:|--:|");
        foreach (var (k, m) in new[] { (20, 784), (100, 784), (500, 1000) })
            foreach (var isDense in new[] { true, false })
                Compare(k, m, isDense);
    }

    private static void Compare(int k, int m, bool isDense)
    {
        // Evenly spaced from 100 to 1, as the paper's synthetic data.
        double[] eigenvalues = [.. Enumerable.Range(0, m).Select(i => 100 - 99.0 * i / (m - 1))];
        ISecondMoment<float> moment = isDense ? new DenseMoment<float>(Diagonal(eigenvalues)) : new SpectralMoment<float>(eigenvalues);
        (Weights<float> Weights, IUpdate<float> Update)[] runs =
        [
            Prepare(new Rag(), 1, k, eigenvalues, moment),
            Prepare(new GaugeFixed(), 1, k, eigenvalues, moment),
            Prepare(new GaugeFixed(), 5, k, eigenvalues, moment),
        ];
        var steps = k >= 500 ? 10 : k >= 100 ? 100 : 1000;
        foreach (var (weights, update) in runs) Seconds(update, weights, 6 * steps);
        double[][] times = [.. runs.Select(_ => new double[Rounds])];
        for (var round = 0; round < Rounds; round++)
            for (var i = 0; i < runs.Length; i++) times[i][round] = Seconds(runs[i].Update, runs[i].Weights, steps);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {k}, {m} | {(isDense ? "matrix" : "eigenbasis")} | {1e3 * Median(times[0]):F3} "
            + $"| {Ratio(times, 1):F2} | {Ratio(times, 2):F2} |"));
    }

    private static (Weights<float> Weights, IUpdate<float> Update) Prepare(
        GradientMethod method, int every, int k, double[] eigenvalues, ISecondMoment<float> moment)
    {
        var weights = new Weights<float>(k, eigenvalues.Length);
        new RandomSource(0).FillNormal(weights.Stacked.AsSpan(), 1e-4);
        var spectrum = new Spectrum(eigenvalues);
        var context = new UpdateContext<float>(() => moment, () => throw new InvalidOperationException(), seed: 0)
        {
            Weights = weights.Clone(),
            Optimizer = new Nesterov(),
            LearningRate = method.DefaultLearningRate(spectrum, k, new Nesterov()),
            Spectrum = spectrum,
            SampleCount = 5000,
            StepsPerEpoch = 1,
            Epochs = int.MaxValue,
            Team = WorkerTeam.Alone,
            Gauge = method.Gauges[0],
            GaugeEvery = every,
        };
        return (weights, method.CreateUpdate(context));
    }

    private static double Seconds(IUpdate<float> update, Weights<float> weights, int steps)
    {
        var start = ThreadClock.Seconds;
        for (var i = 0; i < steps; i++) update.Step(Batch.All, weights, double.PositiveInfinity);
        return (ThreadClock.Seconds - start) / steps;
    }

    private static Matrix<double> Diagonal(double[] values)
    {
        var matrix = new Matrix<double>(values.Length, values.Length);
        for (var i = 0; i < values.Length; i++) matrix[i, i] = values[i];
        return matrix;
    }

    private static double Ratio(double[][] times, int which) => Median([.. times[which].Zip(times[0], (time, rag) => time / rag)]);

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
