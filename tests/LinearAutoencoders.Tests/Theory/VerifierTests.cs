using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Theory;
using LinearAutoencoders.Theory.Verification;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Theory;

public class VerifierTests
{
    [Theory]
    [InlineData(40, 8, 11)]
    [InlineData(2, 1, 12)]
    [InlineData(3, 2, 13)]
    [InlineData(9, 8, 14)]
    [InlineData(17, 3, 15)]
    public void Statements_Hold_OnRandomProblems(int m, int k, ulong seed) =>
        AssertAllPass([TheoryProblem.Random(m, k, new RandomSource(seed))], seed);

    [Fact]
    public void Statements_Hold_OnDigits() => AssertAllPass([OfData("digits", 8)], seed: 1);

    [Fact]
    public void Statements_Hold_OnMnist()
    {
        var folder = Data.MnistLocation.Require();
        AssertAllPass([OfData($"mnist:{folder}", 8)], seed: 2);
    }

    [Fact]
    public void Check_GivesTheSameNumbers_WhenRepeated()
    {
        double[] Values() =>
            [.. Verifier.Check(Statements.All, [TheoryProblem.Random(6, 3, new RandomSource(3))], 4).Select(row => row.Worst.Value)];
        Assert.Equal(Values(), Values());
    }

    [Fact]
    public void Statements_HaveOneRowEach_WithItsReason()
    {
        Assert.Equal(Statements.All.Count, Statements.All.Select(statement => statement.Claim.Source).Distinct().Count());
        Assert.All(Statements.All, statement => Assert.NotEmpty(statement.Claim.Reason));
    }

    private static TheoryProblem OfData(string source, int k)
    {
        var dataset = DataSource.Open(source);
        var data = new TrainingData<double>(dataset.Source, dataset.Center);
        return TheoryProblem.OfData(SymmetricEigen.Decompose(data.SecondMoment), data.Samples, k, new RandomSource(1));
    }

    private static void AssertAllPass(IReadOnlyList<TheoryProblem> problems, ulong seed)
    {
        foreach (var row in Verifier.Check(Statements.All, problems, seed))
            Assert.True(row.Passed,
                $"{row.Claim.Source}: {row.Claim.Measured} is {row.Worst.Value:E2}, limit {row.Worst.Limit:E2}, {row.Worst.Scope}");
    }
}
