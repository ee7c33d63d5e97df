using LinearAutoencoders.Methods;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Reproduction;
using LinearAutoencoders.Reproduction.Beyond;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Reproduction;

/// <summary>The eigensolvers that training is held against, and what the study concludes from its runs.</summary>
public class StudyTests
{
    /// <summary>
    ///   On eigenvalues evenly spaced from 100 to 1, m = 1000, k = 20, products to 0.3, 0.1, 0.01 and 1e-4 were counted by programs of
    ///   another language, from other starts.
    /// </summary>
    [Theory]
    [InlineData(SolverRuns.Lobpcg, 18, 24, 30, 58)]
    [InlineData(SolverRuns.Krylov, 17, 22, 24, 26)]
    public void Solver_TakesAsManyProducts_AsAnotherImplementation(string name, params int[] expected)
    {
        double[] eigenvalues = [.. Enumerable.Range(0, 1000).Select(i => 100 - 99.0 * i / 999)];
        var rows = Rows(name, eigenvalues, k: 20, most: 80);
        foreach (var (limit, products) in StudyModels.Thresholds.Zip(expected))
            Assert.InRange(rows.First(row => row.AxisAlignment < limit).Epoch, products * 0.75 - 1, products * 1.25 + 1);
    }

    [Theory]
    [InlineData(SolverRuns.Lobpcg)]
    [InlineData(SolverRuns.Krylov)]
    [InlineData(SolverRuns.Subspace)]
    public void Solver_FindsTheEigenvectors_InOrder(string name)
    {
        double[] eigenvalues = [9, 7, 5, 1, 0.9, 0.8, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0, 0];
        foreach (var k in new[] { 1, 3 })
            Assert.InRange(Rows(name, eigenvalues, k, most: 60)[^1].OrderedAlignment, 0, 1e-4);
    }

    [Fact]
    public void Krylov_Ends_WhereItsBasisIsAllOfTheSpace() =>
        Assert.Equal(2, Rows(SolverRuns.Krylov, [3, 2.9, 2.8, 2.7, 2.6], 2, 60).Count);

    [Theory]
    [InlineData(30, 900, true)]
    [InlineData(300, 900, false)]
    public void GaugeFixing_IsFasterOrNot_AsItsRunsSay(int gauge, int rag, bool holds) =>
        AssertVerdict(Expected(holds), "Gauge fixing", Run(new GaugeFixed(), gauge), Run(new Rag(), rag));

    [Theory]
    [InlineData(5, 9, true)]
    [InlineData(9, 9, false)]
    public void Solvers_TakeFewerProductsOrNot_AsItsRunsSay(int lobpcg, int training, bool holds) => AssertVerdict(
        Expected(holds), "LOBPCG", Run(new ZeroNoiseEm(), training),
        Run(SolverRuns.ModelOf(SolverRuns.Lobpcg).Method, lobpcg) with { FigureId = AlignmentExperiment.SolversId });

    [Fact]
    public void RulesOfRelatedWork_AreJudgedByWhatTheyFind()
    {
        var stuck = Run(new GeneralizedHebbian(), aligned: null);
        AssertVerdict(Verdict.Holds, "Every rule", Run(new GeneralizedHebbian(), 50), Run(new Spin(), 20));
        AssertVerdict(Verdict.Differs, "Every rule", stuck, Run(new Spin(), 20));
        AssertVerdict(Verdict.Holds, "A rule that determines", Run(new Oja(), aligned: null));
        AssertVerdict(Verdict.Differs, "A rule that determines", Run(new Oja(), 20));
    }

    [Fact]
    public void NothingIsMeasured_WithoutRuns() => Assert.All(Evaluate(), finding => Assert.Equal(Verdict.NotMeasured, finding.Verdict));

    [Fact]
    public void Products_AreThoseThatAnEpochTakes()
    {
        Assert.Equal(2, StudyModels.ProductsPerEpoch(new Rag()));
        Assert.Equal((1, 2), (StudyModels.ProductsPerEpoch(new Spin()), StudyModels.ProductsPerEpoch(new Spin(Spin.Average))));
        Assert.Equal(1, StudyModels.ProductsPerEpoch(new ProbabilisticPca()));
    }

    private static Verdict Expected(bool holds) => holds ? Verdict.Holds : Verdict.Differs;

    private static List<MetricsRow> Rows(string name, double[] eigenvalues, int k, int most)
    {
        var start = new Matrix<double>(k, eigenvalues.Length);
        new RandomSource(3).FillNormal(start.AsSpan());
        var axes = new Matrix<double>(k, eigenvalues.Length);
        for (var i = 0; i < k; i++) axes[i, i] = 1;
        var solver = SolverRuns.Create(name, new SpectralMoment<double>(eigenvalues), start);
        return [.. SolverRuns.Rows(solver, new DistanceMeter(axes), most)];
    }

    /// <summary>A run that has learned the subspace at once, and is aligned to 1e-5 at an epoch, or never.</summary>
    private static MeasuredRun Run(Method method, int? aligned) => new()
    {
        FigureId = AlignmentExperiment.FigureId,
        Model = Model.WithNesterov(method),
        K = 10,
        Seed = 0,
        LearningRate = 1e-3,
        Seconds = 1,
        Rows = [.. Enumerable.Range(0, 1001).Select(epoch => new MetricsRow
        {
            Epoch = epoch,
            Loss = 1,
            ReconstructionLoss = 1,
            AxisAlignment = epoch < (aligned ?? int.MaxValue) ? 0.5 : 1e-5,
            OrderedAlignment = 0.5,
            SubspaceDistance = 1e-6,
            TransposeDistance = 0,
            Unbalance = 0,
            Seconds = 0,
        })],
    };

    private static void AssertVerdict(Verdict expected, string statement, params MeasuredRun[] runs) => Assert.Equal(
        expected, Assert.Single(Evaluate(runs), finding => finding.Observation.Text.Contains(statement, StringComparison.Ordinal)).Verdict);

    private static IReadOnlyList<Finding> Evaluate(params MeasuredRun[] runs) =>
        Findings.Of(AllExperiments.Beyond, new ReproductionResults(Sizes.Quick, "digits", runs));
}
