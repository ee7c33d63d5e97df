using CsCheck;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Metrics;

/// <summary>Where eigenvalues are equal, any axes of their eigenspace are principal components.</summary>
public class EigenspaceTests
{
    private const double Tolerance = 1e-10;

    [Fact]
    public void Among_FindsRunsOfEqualValues_AndNoNullSpace()
    {
        Assert.Equal([new Eigenspace(1, 3)], Eigenspace.Among([5, 3, 3, 1], 4));
        Assert.Equal([new Eigenspace(0, 2), new Eigenspace(2, 5)], Eigenspace.Among([2, 2 - 1e-14, 1, 1, 1, 0.5], 3));
        Assert.Empty(Eigenspace.Among([3, 2.99999, 2, 2], 2));
        Assert.Empty(Eigenspace.Among([], 3));
    }

    [Fact]
    public void Distances_AreZero_ForAnyAxesOfAnEigenspace_InAnyOrder() => Generators.Problems.Sample(problem =>
    {
        // One eigenspace of twice as many dimensions as there are components: these take any of it.
        var all = Generators.RandomOrthonormal(2 * problem.K, 2 * problem.K + problem.M, problem.Random(33));
        var turned = Generators.RandomOrthonormal(problem.K, 2 * problem.K, problem.Random(34));
        var weights = new Weights<double>(problem.K, all.Columns);
        MatrixProduct.Multiply(turned, all, weights.DecoderTransposed);
        var distances = new DistanceMeter(all, problem.K, [new Eigenspace(0, 2 * problem.K)]).Measure(weights);
        Close.Assert(0, distances.Subspace, Tolerance, "subspace");
        Close.Assert(2e-8, distances.AxisAlignment, Tolerance, "axis alignment");
        Close.Assert(2e-8, distances.OrderedAlignment, Tolerance, "ordered alignment");
    });

    [Fact]
    public void ComponentsOutsideTheEigenspace_AreStillHeldAgainstTheirOwnEigenvector()
    {
        var all = Generators.RandomOrthonormal(4, 9, new RandomSource(3));
        var weights = new Weights<double>(3, 9);
        all.RowRange(0, 3).CopyTo(weights.DecoderTransposed);
        var meter = new DistanceMeter(all, 3, [new Eigenspace(1, 4)]);
        Close.Assert(2e-8, meter.Measure(weights).OrderedAlignment, Tolerance, "in order");

        // The first two change places: one of them lies outside its place, and the other too.
        all.Row(0).CopyTo(weights.DecoderTransposed.Row(1));
        all.Row(1).CopyTo(weights.DecoderTransposed.Row(0));
        var distances = meter.Measure(weights);
        Close.Assert(2e-8, distances.AxisAlignment, Tolerance, "axis alignment");
        Close.Assert(2.0 / 3, distances.OrderedAlignment, 2e-8, "ordered alignment");
    }

    [Fact]
    public void ColumnsThatAreAlike_FindOneAxisOnly()
    {
        var all = Generators.RandomOrthonormal(4, 9, new RandomSource(3));
        var weights = new Weights<double>(2, 9);
        for (var i = 0; i < 2; i++) all.Row(1).CopyTo(weights.DecoderTransposed.Row(i));
        var distances = new DistanceMeter(all, 2, [new Eigenspace(0, 4)]).Measure(weights);
        Assert.InRange(distances.AxisAlignment, 0.4, 0.6);
        Assert.InRange(distances.OrderedAlignment, 0.4, 0.6);
    }
}
