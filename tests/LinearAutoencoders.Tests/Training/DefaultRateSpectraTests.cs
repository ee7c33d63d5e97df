using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Tests.Cli;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>No method diverges at its default rate, whatever the spectrum.</summary>
public class DefaultRateSpectraTests
{
    private const int Spectra = 200;

    /// <summary>Every method with every optimizer, in its own gauge and, where it has one, that of its symmetry.</summary>
    public static TheoryData<string, string, GaugeKind> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, GaugeKind>();
            foreach (var (method, optimizer) in Runs.All.Select(row => row.Data))
            {
                var gauges = Method.Registry[method].Gauges;
                cases.Add(method, optimizer, gauges[0]);
                if (gauges.Skip(1).Contains(GaugeKind.Rotation)) cases.Add(method, optimizer, GaugeKind.Rotation);
            }
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void DefaultRate_DivergesOnNoSpectrum(string name, string optimizer, GaugeKind gauge)
    {
        foreach (var method in RelatedWorkTests.Variants(name))
        {
            for (ulong seed = 0; seed < Spectra; seed++)
            {
                var random = new RandomSource(seed, stream: 21);
                var spectrum = SpectrumOf((int)(seed % 3), random);
                var k = 1 + random.NextBelow(spectrum.Length - 1);
                var data = new TrainingData<double>(Generators.WithSpectrum(spectrum, 2 * spectrum.Length, seed), WorkerTeam.Alone);
                AssertDescends(data, Options(method, optimizer, gauge, k, epochs: 100) with { Seed = seed }, $"spectrum {seed}, k = {k}");
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void DefaultRate_DivergesOnNoDataSet(string name, string optimizer, GaugeKind gauge)
    {
        // Wine's eigenvalues go from 1e5 to 1e-2, those of breast cancer further.
        foreach (var (set, k) in new[] { ("iris", 2), ("wine", 3), ("breast_cancer", 3), ("diabetes", 4) })
        {
            var dataset = DataSource.Open(Sets.PathOf(set));
            var data = new TrainingData<double>(dataset.Source, dataset.Center, WorkerTeam.Alone);
            foreach (var method in RelatedWorkTests.Variants(name))
                AssertDescends(data, Options(method, optimizer, gauge, k, epochs: 200), set);
        }
    }

    /// <summary>Flat, geometric, or one large eigenvalue before small ones; of many scales.</summary>
    private static double[] SpectrumOf(int kind, RandomSource random)
    {
        var (m, ratio, scale) = (3 + random.NextBelow(6), 0.3 + 0.65 * random.NextUniform(), Math.Pow(10, 8 * random.NextUniform() - 4));
        return [.. Enumerable.Range(0, m).Select(i => scale * kind switch
        {
            0 => 1 + random.NextUniform(),
            1 => Math.Pow(ratio, i),
            _ => i == 0 ? 1000 : 1 + random.NextUniform(),
        }).OrderDescending()];
    }

    private static TrainingOptions Options(Method method, string optimizer, GaugeKind gauge, int k, int epochs) => new()
    {
        Method = method,
        Optimizer = Optimizer.Registry[optimizer],
        Gauge = gauge,
        LatentDimension = k,
        Epochs = epochs,
        EvaluateEvery = epochs,
    };

    private static void AssertDescends(TrainingData<double> data, TrainingOptions options, string what)
    {
        var (result, recorder) = Runs.Train(data, options);
        var (first, last) = (recorder.Rows[0], result.LastMetrics);
        what = $"{options.Method}, {options.Optimizer.Name}, {what}: from {first} to {last}";
        Assert.True(result.Reason == StopReason.Completed, what);
        // Rows of one matrix that still share a component have a transpose that is no decoder of them.
        if (options.Method is OneMatrixRule) Assert.True(last.SubspaceDistance <= first.SubspaceDistance + 0.2, what);
        else Assert.True(last.ReconstructionLoss <= 1.01 * data.Trace, what);
    }
}
