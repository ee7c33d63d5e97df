using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Objectives;

public class PenaltyTests
{
    [Fact]
    public void Roots_AreEvenlySpaced_NotThePenalties()
    {
        // 0.1, 0.3, 0.5, 0.7, 0.9 squared.
        double[] expected = [0.01, 0.09, 0.25, 0.49, 0.81];
        Close.Assert(expected, Penalty.EvenlySpacedRoots(5, 0.1, 0.9), 4 * Close.Rounding, "λ");
    }

    [Fact]
    public void Roots_AreTheSmallest_WhenThereIsOne() =>
        Close.Assert([0.1 * 0.1], Penalty.EvenlySpacedRoots(1, 0.1, 0.9), 0, "λ");

    [Fact]
    public void Uniform_IsTheSquareOfTheRootsMean_NotTheMeanOfTheSquares() =>
        Close.Assert(0.25, Penalty.UniformOf(20, 0.1, 0.9), 20 * Close.Rounding, "λ");

    [Theory]
    [InlineData(new[] { 0.0, 1.0 }, "penalty 1 is 0;")]
    [InlineData(new[] { 0.5, 0.5 }, "penalty 2 is 0.5;")]
    [InlineData(new[] { 0.5, 0.7, 0.6 }, "penalty 3 is 0.6;")]
    [InlineData(new[] { 0.5, double.NaN }, "penalty 2 is NaN;")]
    public void NonUniformL2_RefusesPenalties_ThatDoNotIncrease(double[] penalties, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => new NonUniformL2<double>(penalties));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void UniformL2_RefusesAPenalty_BelowZero(double penalty)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new UniformL2<double>(penalty));
        Assert.Contains($"the penalty is {penalty}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SetDraws_RefusesAnotherNumberOfLengths_ThanOfSamples()
    {
        var dropout = new NestedDropout<double>(new Matrix<double>(3, 4), 2);
        var error = Assert.Throws<ArgumentException>(() => dropout.SetDraws(LinearAutoencoders.Moments.Batch.All, [1, 2]));
        Assert.StartsWith("2 prefix lengths for 3 samples", error.Message, StringComparison.Ordinal);
    }
}
