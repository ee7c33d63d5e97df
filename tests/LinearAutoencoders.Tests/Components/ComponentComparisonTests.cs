using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Components;

/// <summary>A right model of whatever origin passes, and each kind of wrong one is caught, by its name.</summary>
public class ComponentComparisonTests
{
    private const int N = 400;

    private const double Degree = Math.PI / 180;

    private static readonly Matrix<double> Samples = Draw(1);

    private static readonly DataMoments Moments = new(new MatrixSource<double>(Samples), center: true);

    private static readonly PrincipalComponents Model = PrincipalComponents.Fit(Samples, 3);

    [Fact]
    public void RightModel_Passes()
    {
        var comparison = CandidateComponents.Of(Model).CompareWith(Moments);
        Assert.True(comparison.AllRight, comparison.Axes[0].Explanation);
        Close.Assert(0, comparison.Loss, 1e-12, "loss");
        Assert.All(comparison.Axes, axis => Close.Assert(0, axis.Angle, 1e-10, "angle"));
        Assert.Equal([0, 1, 2], comparison.Axes.Select(axis => axis.Nearest));
        Close.Assert([.. Model.ExplainedVariance], [.. comparison.Axes.Select(axis => axis.Variance)], 1e-12, "variances");
    }

    [Fact]
    public void ScaledModel_Passes_OnSamplesAsTheyAre()
    {
        var scaled = PrincipalComponents.Fit(
            new MatrixSource<double>(Samples), new FitOptions { Components = 3, Scale = ColumnScale.StandardDeviation });
        Assert.True(CandidateComponents.Of(scaled).CompareWith(Moments).AllRight);
        Assert.False(CandidateComponents.Of(scaled).CompareWith(Scaled(0.1)).AllRight);
    }

    [Fact]
    public void SwappedAxes_AreCaught()
    {
        var comparison = new CandidateComponents(Rows(1, 0, 2)).CompareWith(Moments);
        Assert.Equal([AxisFaults.Order, AxisFaults.Order, AxisFaults.None], comparison.Axes.Select(axis => axis.Faults));
        Assert.Equal([1, 0, 2], comparison.Axes.Select(axis => axis.Nearest));
        Close.Assert(0, comparison.Loss, 1e-12, "their span is right");
    }

    [Theory, InlineData(1), InlineData(0.2), InlineData(30)]
    public void RotatedAxes_AreCaught(double degrees)
    {
        var rows = Rows(0, 1, 2);
        var (sine, cosine) = Math.SinCos(degrees * Degree);
        for (var j = 0; j < rows.Columns; j++)
            (rows[0, j], rows[1, j]) = (cosine * rows[0, j] + sine * rows[1, j], cosine * rows[1, j] - sine * rows[0, j]);
        var comparison = new CandidateComponents(rows).CompareWith(Moments);
        Assert.Equal([AxisFaults.Angle, AxisFaults.Angle, AxisFaults.None], comparison.Axes.Select(axis => axis.Faults));
        Close.Assert(degrees * Degree, comparison.Axes[0].Angle, 1e-9, "angle");
        Close.Assert(0, comparison.Loss, 1e-12, "their span is right");
    }

    [Fact]
    public void AxisTurnedOutOfTheSpan_LosesVariance()
    {
        var rows = Rows(0, 1, 2);
        var others = Moments.LeadingComponents(6).Vectors;
        var (sine, cosine) = Math.SinCos(10 * Degree);
        for (var j = 0; j < rows.Columns; j++) rows[2, j] = cosine * rows[2, j] + sine * others[5, j];
        var comparison = new CandidateComponents(rows).CompareWith(Moments);
        Assert.Equal([AxisFaults.None, AxisFaults.None, AxisFaults.Angle], comparison.Axes.Select(axis => axis.Faults));
        var values = Moments.Spectrum.Eigenvalues;
        Close.Assert(sine * sine * (values[2] - values[5]) / values.Take(3).Sum(), comparison.Loss, 1e-12, "loss");
    }

    [Fact]
    public void LongAxis_IsCaught()
    {
        var rows = Rows(0, 1, 2);
        RowKernels.Scale(-2, rows.Row(1));
        var axes = new CandidateComponents(rows).CompareWith(Moments).Axes;
        Assert.Equal([AxisFaults.None, AxisFaults.Length, AxisFaults.None], axes.Select(axis => axis.Faults));
        Close.Assert(2, axes[1].Length, 1e-12, "length");
    }

    [Fact]
    public void WrongMean_IsCaught_AndMeasured()
    {
        var component = Model.Components.Row(1).ToArray();
        var shift = 6 * Math.Sqrt(Model.ExplainedVariance[1] / N);
        var mean = Model.Mean.Zip(component, (value, entry) => value + shift * entry).ToArray();
        var axes = new CandidateComponents(Model.Components) { Mean = mean }.CompareWith(Moments).Axes;
        Assert.Equal([AxisFaults.None, AxisFaults.Mean, AxisFaults.None], axes.Select(axis => axis.Faults));
        Close.Assert(6, axes[1].MeanError!.Value, 0.02, "standard errors");
        var none = new CandidateComponents(Model.Components) { Mean = new double[Model.Dimension] }.CompareWith(Moments).Axes;
        Assert.Contains(none, axis => axis.Faults.HasFlag(AxisFaults.Mean));
    }

    [Fact]
    public void MeanCountedOnceMore_IsCaught_HoweverSmall()
    {
        double[] OffsetsOf(double times) =>
            [.. Enumerable.Range(0, 3).Select(i => -times * Vectors.Dot<double>(Model.Components.Row(i), Model.Mean.ToArray()))];
        var wrong = new CandidateComponents(Model.Components) { Offset = OffsetsOf(1 + 1.0 / N) }.CompareWith(Moments);
        Assert.All(wrong.Axes, axis => Assert.Equal(AxisFaults.Mean, axis.Faults));
        Assert.All(wrong.Axes, axis => Assert.Contains("1 + 1/n", axis.Explanation, StringComparison.Ordinal));
        Assert.True(new CandidateComponents(Model.Components) { Offset = OffsetsOf(1) }.CompareWith(Moments).AllRight);
    }

    [Fact]
    public void NewData_OfTheSamePopulation_IsNoDrift_OfAnotherItIs()
    {
        var same = CandidateComponents.Of(Model).CompareWith(new(new MatrixSource<double>(Draw(2)), center: true)).Axes;
        Assert.All(same, axis => Assert.False(axis.Faults.HasFlag(AxisFaults.Variance) || axis.Faults.HasFlag(AxisFaults.Mean)));
        var wider = CandidateComponents.Of(Model).CompareWith(Scaled(1.5)).Axes;
        Assert.All(wider, axis => Assert.True(axis.Faults.HasFlag(AxisFaults.Variance)));
    }

    [Fact]
    public void OtherColumns_AreRefused() => Assert.Throws<BadDataException>(
        () => new CandidateComponents(new Matrix<double>(1, 3, [1, 0, 0])).CompareWith(Moments));

    private static Matrix<double> Rows(params int[] order)
    {
        var rows = new Matrix<double>(order.Length, Model.Dimension);
        for (var i = 0; i < order.Length; i++) Model.Components.Row(order[i]).CopyTo(rows.Row(i));
        return rows;
    }

    private static DataMoments Scaled(double factor)
    {
        var samples = Samples.Clone();
        foreach (ref var cell in samples.AsSpan()) cell *= factor;
        return new(new MatrixSource<double>(samples), center: true);
    }

    private static Matrix<double> Draw(ulong seed)
    {
        var (samples, random) = (new Matrix<double>(N, 8), new RandomSource(seed, stream: 43));
        random.FillNormal(samples.AsSpan());
        for (var i = 0; i < N; i++)
            for (var j = 0; j < 8; j++) samples[i, j] = samples[i, j] * Math.Pow(2, -j / 2.0) + 0.3;
        return samples;
    }
}
