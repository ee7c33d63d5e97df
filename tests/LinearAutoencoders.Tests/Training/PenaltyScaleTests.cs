using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Tests.Cli;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>Units do not decide: where no penalties are given they follow the spectrum.</summary>
public class PenaltyScaleTests
{
    private static readonly Matrix<double> Rows = Generators.WithSpectrum([4, 2.5, 1.5, 0.7, 0.5, 0.2], 60, seed: 6);

    [Theory]
    [InlineData("nonuniform-l2", GaugeKind.None)]
    [InlineData("nonuniform-l2", GaugeKind.Rotation)]
    [InlineData("goldstone", GaugeKind.Rotation)]
    [InlineData("uniform-l2", GaugeKind.None)]
    [InlineData("kunin", GaugeKind.None)]
    public void DataTimesAFactor_HasTheSameDistances(string method, GaugeKind gauge)
    {
        var expected = Distances(1);
        Gen.Double[-8, 8].Sample(
            exponent => Close.Assert(expected, Distances(Math.Pow(10, exponent)), 1e-6, $"d_align at 10^{exponent}"), iter: 40);

        double[] Distances(double factor) => [.. Run(method, "nesterov", gauge, factor, epochs: 400).Select(row => row.AxisAlignment)];
    }

    /// <summary>Adam's ε = 1e-8 is in the gradient's unit, so that its paths are not the same; they lead to the same place.</summary>
    [Theory]
    [InlineData("nesterov", GaugeKind.None, 2000)]
    [InlineData("adam", GaugeKind.None, 6000)]
    [InlineData("nesterov", GaugeKind.Rotation, 200)]
    [InlineData("adam", GaugeKind.Rotation, 1000)]
    public void DataTimesAFactor_IsAligned(string optimizer, GaugeKind gauge, int epochs) => Gen.Double[-8, 8].Sample(
        exponent => Assert.InRange(
            Run("nonuniform-l2", optimizer, gauge, Math.Pow(10, exponent), epochs)[^1].AxisAlignment, 0, 0.01), iter: 20);

    [Fact]
    public void PenaltiesOfTheSpectrum_LieBelowTheLastVariance_AlsoWhereItIsNone()
    {
        foreach (double[] eigenvalues in new[] { [4, 2, 1, 0.5], [4, 4, 4, 1], [1e20, 1, 1e-20, 0], [0, 0, 0], new double[] { 3 } })
        {
            for (var k = 1; k <= eigenvalues.Length; k++)
            {
                var method = (NonUniformL2)new NonUniformL2().ForSpectrum(new Spectrum(eigenvalues), k);
                method.RequireFits(k);
                Assert.False(method.FollowsSpectrum);
                Assert.Equal(method.PenaltiesFor(k), new NonUniformL2().PenaltiesFor(new Spectrum(eigenvalues), k));
                if (eigenvalues[k - 1] > 1e-9 * eigenvalues[0]) Assert.InRange(method.Penalties![^1], 0, 0.9001 * eigenvalues[k - 1]);
            }
        }
    }

    [Fact]
    public void GivenPenalties_StayWhatTheyAre()
    {
        var spectrum = new Spectrum([4, 2, 1]);
        PenalizedMethod[] given = [NonUniformL2.Paper, new NonUniformL2(Penalties: [1, 2]), new Kunin(0.5, 0.5)];
        Assert.All(given, method => Assert.Same(method, method.ForSpectrum(spectrum, 2)));
        Assert.Equal(Penalty.EvenlySpacedRoots(5, 0.1, 3), new NonUniformL2(SqrtPenaltyMax: 3).PenaltiesFor(5));
    }

    [Fact]
    public void ObjectiveWithoutData_AsksForPenalties()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new UniformL2().CreateObjective<double>(3));
        Assert.Equal("the penalties of uniform-l2 follow the spectrum of the data; take ForSpectrum, or give it penalties or their roots",
            error.Message);
    }

    private static List<MetricsRow> Run(string method, string optimizer, GaugeKind gauge, double factor, int epochs)
    {
        var data = new TrainingData<double>(Rows.Times(factor));
        var options = new TrainingOptions
        {
            Method = Method.Registry[method],
            Optimizer = Optimizer.Registry[optimizer],
            LatentDimension = 3,
            Epochs = epochs,
            EvaluateEvery = epochs / 10,
            Gauge = gauge,
        };
        return Runs.Train(data, options).Recorder.Rows;
    }
}
