using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Figure2LearningCurves;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;

namespace LinearAutoencoders.Tests.Reproduction;

public class FindingsTests
{
    private static readonly double[] Floors = [0.4, 0.1, 0.2];

    [Fact]
    public void Findings_Hold_WhenTheNumbersAreThePapers()
    {
        var findings = Evaluate(Measured.AsInThePaper());

        Assert.Equal(19, findings.Count);
        Assert.All(findings, finding => Assert.True(
            finding.Verdict == Verdict.Holds, $"{finding.Observation.Text}: {finding.Evidence} {finding.Explanation}"));
        Assert.All(findings, finding => Assert.Matches("[0-9]", finding.Evidence));
    }

    [Fact]
    public void Findings_AreNotMeasured_WhenThereIsNoRun()
    {
        var findings = Evaluate(new ReproductionResults(Sizes.Paper, "mnist", []));

        Assert.Equal(19, findings.Count);
        Assert.All(findings, finding => Assert.Equal(Verdict.NotMeasured, finding.Verdict));
        Assert.All(findings, finding => Assert.False(string.IsNullOrEmpty(finding.Explanation)));
    }

    [Fact]
    public void SearchedRates_AreAlsoComparedOverAllEpochs_WhereRunsWentOn()
    {
        // Another rate aligns first, but then stays further away than the paper's.
        var hasty = Measured.Run("table2", Model.WithNesterov(new Rag()), 0.1, 100, rate: 1e-3);
        var finding = Of("H, table 2", Measured.AsInThePaper().Replace(hasty));

        Assert.Equal(Verdict.Differs, finding.Verdict);
        Assert.Contains("0 of 1 grids have their best rate where the paper has it", finding.Evidence);
        Assert.Contains("By d_align averaged over 30,000 epochs the paper's rate is the best in 1 of the 1 grids whose runs "
            + "were not stopped.", finding.Explanation);
    }

    [Fact]
    public void SearchedRates_OfWhichNoneAligns_AreSaidToDecideLittle()
    {
        var rag = Model.WithNesterov(new Rag());
        MeasuredRun[] far =
        [
            Measured.Run("table2", rag, 0.7, 100, rate: 1e-3),
            Measured.Run("table2", rag, 0.8, 100, rate: 3e-3),
            Measured.Run("table2", rag, 0.9, 100, rate: 1e-2),
        ];
        var results = Measured.AsInThePaper().Without(run => run.FigureId == "table2");
        var finding = Of("H, table 2", results with { Runs = [.. results.Runs, .. far] });

        Assert.Equal(Verdict.Differs, finding.Verdict);
        Assert.Contains("In 1 of the 1 that differ no rate aligns", finding.Explanation);
    }

    [Fact]
    public void SearchedRates_NotAllOfWhichWereRun_DecideNothing()
    {
        Finding Table3(Func<MeasuredRun, bool> missing) =>
            Of("H, table 3", Measured.AsInThePaper().Without(run => run.FigureId == "table3" && missing(run)));

        Assert.Contains("1 of 1 grids have their best rate where the paper has it. Not all rates were run of 20 more.",
            Table3(_ => false).Evidence);
        Assert.Equal(Verdict.NotMeasured, Table3(run => run.Diverged).Verdict);
    }

    [Fact]
    public void PenaltiesThatAreSlowAtSmallRatesOnly_AreExplainedByTheRate()
    {
        MeasuredRun[] atALargerRate =
        [
            Measured.Run("fig6", Model.WithAdam(NonUniformL2.Paper), 0.1, 100, epochs: 900, rate: 0.03),
            Measured.Run("fig6", Model.WithAdam(NonUniformL2.Paper), 0.05, 50, epochs: 900, rate: 0.03,
                penalties: MeasuredRun.OptimalPenalties),
        ];
        var results = Measured.AsInThePaper();
        var finding = Of("I.1, figure 6", results with { Runs = [.. results.Runs, .. atALargerRate] });

        Assert.Equal(Verdict.Differs, finding.Verdict);
        Assert.EndsWith("larger steps leave the initial phase sooner.", finding.Explanation);
        Assert.DoesNotContain("α = 0.01,", finding.Explanation);
    }

    public static TheoryData<string, string> Failures() => new()
    {
        { "Uniform ℓ₂", "uniform aligns" }, { "most slowly", "vae slowest" }, { "aligns faster than", "rag slow" },
        { "Stochastic nested", "exact stochastic" }, { "Adam accelerates the regularized models and", "adam slow" },
        { "scale worse", "rag scales worse" }, { "With Nesterov momentum both", "penalty never fails" },
        { "Adam does not solve", "adam never fails" },
        { "Adam accelerates the regularized models.", "adam slow at 20" }, { "every k of the figure", "rag fails at 500" },
        { "does not order", "vae ordered" }, { "does not order", "rag not ordered" },
        { "slow down the initial", "optimal fast" }, { "mini-batches of 1,000", "mini-batches reversed" },
        { "add stochasticity", "no noise" },
        { "boldface", "other rate best" }, { "read off figure 2", "rag not close" }, { "read off figure 4", "rag slow at 20" },
    };

    [Theory, MemberData(nameof(Failures))]
    public void Finding_Differs_AndOnlyIt_WhenANumberContradictsIt(string statement, string what)
    {
        var findings = Evaluate(Contradicted(what));

        var differing = findings.Where(finding => finding.Verdict == Verdict.Differs).ToList();
        Assert.Contains(differing, finding => finding.Observation.Text.Contains(statement, StringComparison.Ordinal));
        Assert.All(differing, finding => Assert.False(string.IsNullOrEmpty(finding.Explanation)));
        Assert.True(differing.Count <= 2, string.Join('\n', differing.Select(finding => finding.Observation.Text)));
    }

    private static ReproductionResults Contradicted(string what)
    {
        var results = Measured.AsInThePaper();
        return what switch
        {
            "uniform aligns" => results.Replace(Measured.Run("fig2", Model.WithAdam(UniformL2.Paper), 0.2, 500)),
            "vae slowest" => results.Replace(Measured.Run("fig2", Model.WithNesterov(new LinearVae()), 0.5, 3000)),
            "rag slow" => results.Replace(Measured.Run("fig2", Model.WithNesterov(new Rag()), 0.001, 6000)),
            "exact stochastic" =>
                results.Replace(Measured.Run("fig2", Model.WithNesterov(new NestedDropout()), 0.05, 2000, subspace: 1e-7)),
            "adam slow" => results.Replace(Measured.Run("fig2", Model.WithAdam(new LinearVae()), 0.006, 20_000)),
            "rag scales worse" => results.Replace(Measured.At(Model.WithNesterov(new Rag()), 50, 30_000)).Without(
                run => run.FigureId == "fig4" && run.K > 50),
            "penalty never fails" => With(results, Model.WithNesterov(NonUniformL2.Paper), k => 90 * k),
            "adam never fails" => With(results, Model.WithAdam(new DeterministicNestedDropout()), k => 40 * k),
            "adam slow at 20" => results.Replace(Measured.At(Model.WithAdam(NonUniformL2.Paper), 20, 9000)),
            "rag fails at 500" => results.Replace(Measured.At(Model.WithNesterov(new Rag()), 500, 1000, fails: true)),
            "vae ordered" => results.Replace(Measured.Decoder(new LinearVae(), inPlace: 11)),
            "rag not ordered" => results.Replace(Measured.Decoder(new Rag(), inPlace: 10)),
            "optimal fast" => results.Replace(Measured.Run("fig6", Model.WithAdam(NonUniformL2.Paper), 0.1, 100, epochs: 900,
                rate: 0.01, penalties: "optimal")),
            "mini-batches reversed" => MiniBatchExperiment.Models.Where(model => model.Optimizer is Nesterov)
                .Aggregate(results, (changed, model) => changed.Replace(
                    Measured.Run("fig7", model, 0.1 + 0.1 * model.MethodPlace % 0.7, 100, subspace: 1e-4))),
            "no noise" => results.Replace(
                Measured.Run("fig7", Model.WithAdam(new DeterministicNestedDropout()), 0.0005, 700, subspace: 1e-8)),
            "rag not close" => results.Replace(Measured.Run("fig2", Model.WithNesterov(new Rag()), 0.04, 1000)),
            "rag slow at 20" => results.Replace(Measured.At(Model.WithNesterov(new Rag()), 20, 40_000)),
            "other rate best" => results.Replace(Measured.Run("table2", Model.WithNesterov(new Rag()), 0, 100, rate: 1e-3)),
            _ => throw new ArgumentException(what),
        };
    }

    private static ReproductionResults With(ReproductionResults results, Model model, Func<int, double> pace) =>
        Sizes.Paper.LatentDimensions.Aggregate(results, (changed, k) => changed.Replace(Measured.At(model, k, pace(k))));

    [Fact]
    public void Finding_IsNotMeasured_WhenNoKBeyondThePapersCrossWasRun()
    {
        var findings = Evaluate(Measured.AsInThePaper().Without(run => run.FigureId == "fig4" && run.K > 100));

        Verdict Of(string text) =>
            findings.Single(finding => finding.Observation.Text.Contains(text, StringComparison.Ordinal)).Verdict;
        Assert.Equal(Verdict.NotMeasured, Of("every k of the figure"));
        Assert.Equal(Verdict.NotMeasured, Of("Adam does not solve"));
        Assert.Equal(Verdict.Holds, Of("With Nesterov momentum both"));
    }

    [Fact]
    public void RotationAlignsEveryK_OfTheProfileThatWasMeasured()
    {
        var runs = Sizes.Quick.LatentDimensions.Select(k => Measured.At(Model.WithNesterov(new Rag()), k, 1000)).ToList();
        Verdict Of(IReadOnlyList<MeasuredRun> measured) => Evaluate(new ReproductionResults(Sizes.Quick, "mnist", measured))
            .Single(finding => finding.Observation.Text.Contains("every k of the figure", StringComparison.Ordinal)).Verdict;
        Assert.Equal(Verdict.Holds, Of(runs));
        Assert.Equal(Verdict.NotMeasured, Of(runs[..^1]));
    }

    [Fact]
    public void AdamMayBeSlower_WhereNesterovIsFast()
    {
        // d_align falls from 0.9 to 0.3 within 1.1 time constants: 770 epochs, and 1,760.
        var results = Measured.AsInThePaper().Replace(Measured.At(Model.WithAdam(NonUniformL2.Paper), 10, 5000));
        Verdict Of(double pace) => Evaluate(results.Replace(Measured.At(Model.WithNesterov(NonUniformL2.Paper), 10, pace)))
            .Single(finding => finding.Observation.Text == "Adam accelerates the regularized models.").Verdict;
        Assert.Equal(Verdict.Holds, Of(700));
        Assert.Equal(Verdict.Differs, Of(1600));
    }

    [Fact]
    public void Findings_SayWhichDataAndProfile_WhenTheyAreNotThePapers()
    {
        var findings = Evaluate(Measured.AsInThePaper() with { Data = "digits", Sizes = Sizes.Quick });

        var measured = findings.Where(finding => finding.Verdict != Verdict.NotMeasured).ToList();
        Assert.All(measured, finding => Assert.Contains("profile 'quick'", finding.Explanation!));
        Assert.Contains("digits", measured.First(finding => finding.Observation.Where == "7, figure 2").Explanation!);
        Assert.DoesNotContain("digits", measured.First(finding => finding.Observation.Where == "7, figure 4").Explanation!);
        Assert.Equal(Verdict.NotMeasured, findings.Single(finding => finding.Observation.Where == "H, table 2").Verdict);
        var synthetic = findings.Single(finding => finding.Observation.Where == "H, table 3");
        Assert.Equal(Verdict.NotMeasured, synthetic.Verdict);
        Assert.Contains("1 of 1 grids", synthetic.Evidence);
    }

    [Fact]
    public void Groups_TakeTheMedianOfTheSeeds_AndCountADivergedOneAsTheWorst()
    {
        MeasuredRun[] runs = [.. Floors
            .Select((floor, seed) => Measured.Run("fig2", Model.WithNesterov(new Rag()), floor, 100, seed: (ulong)seed))];
        Assert.Equal(0.2, new RunGroup(runs).FinalAlignment, 1e-9);
        runs[1] = runs[1] with { Diverged = true };
        Assert.Equal(0.4, new RunGroup(runs).FinalAlignment, 1e-9);
        Assert.Equal(double.PositiveInfinity, new RunGroup([runs[0]]).EpochsTo(0.3));
        Assert.Equal(200, new RunGroup([runs[2]]).EpochsTo(0.3));     // 0.2 + 0.7 e^(−2) = 0.295
    }

    [Fact]
    public void Tables_HaveOurNumbersBesideThePapers()
    {
        var results = Measured.AsInThePaper();
        string Text(string figure) => string.Join('\n',
            Comparison(figure, results).SelectMany(table => table.Rows).Select(row => string.Join(" | ", row)));

        Assert.Contains("Rotation augmented gradient, Nesterov | 0.001 | 1 | 0.0071 | 0.04 | 0.0010 | 0.001", Text("fig2"));
        Assert.Contains(" / 12,000", Text("fig4"));
        Assert.Contains("– / –", Text("fig4"));
        Assert.Contains("optimal", Text("fig6"));
        Assert.Contains("Linear VAE, Adam", Text("fig8"));
        Assert.Empty(Comparison("fig5", results));
        foreach (var table in results.Runs.Select(run => run.FigureId).Distinct()
            .SelectMany(figure => Comparison(figure, results)))
            Assert.All(table.Rows, row => Assert.Equal(table.Header.Count, row.Count));
    }

    [Fact]
    public void MedianOfTwoSeeds_LiesBetweenThem_InPicturesAndVerdicts()
    {
        MeasuredRun[] runs = [.. Floors[..2].Select((floor, seed) =>
            Measured.Run("fig2", Model.WithNesterov(new Rag()), floor, 100, seed: (ulong)seed))];
        Assert.Equal(0.25, new RunGroup(runs).FinalAlignment, 1e-9);
        Assert.Equal(double.PositiveInfinity, new RunGroup(runs).EpochsTo(0.3));
        Assert.Equal(0.25, SeedBand.Of([[Floors[0], Floors[1]]]).Median[0], 1e-12);
    }

    [Theory]
    [InlineData(2.0, 2.0)]
    [InlineData(2.0, 3.0, 1.0)]
    [InlineData(2.5, 4.0, 1.0, 2.0, 3.0)]
    [InlineData(double.PositiveInfinity, 1.0, double.PositiveInfinity)]
    [InlineData(3.0, double.NaN, 1.0, 3.0)]
    public void Median_IsTheMiddle_OrHalfwayBetweenTheTwo(double median, params double[] values) =>
        Assert.Equal(median, Median.Of(values));

    private static IReadOnlyList<Finding> Evaluate(ReproductionResults results) => Findings.Of(AllExperiments.Paper, results);

    private static Finding Of(string where, ReproductionResults results) =>
        Evaluate(results).Single(finding => finding.Observation.Where == where);

    private static IReadOnlyList<ReportTable> Comparison(string id, ReproductionResults results) =>
        AllExperiments.Named([id])[0].Comparison(results);
}
