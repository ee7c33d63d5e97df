using LinearAutoencoders.Methods;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Golden;

/// <summary>The rules of the paper's related work against plain loops over the samples, written apart from them.</summary>
public class RelatedWorkGoldenTests
{
    private const double Tolerance = 1e-10;

    private static readonly Dictionary<string, Method> Rules = new()
    {
        ["oja-subspace"] = new Oja(),
        ["gha"] = new GeneralizedHebbian(),
        ["eigengame"] = new EigenGame(),
        ["mu-eigengame"] = new MuEigenGame(),
        ["krasulina"] = new Krasulina(),
        ["brockett-qr"] = new Brockett(),
        ["brockett-cayley"] = new Brockett(Brockett.Cayley),
        ["spin"] = new Spin(),
        ["spin-ema"] = new Spin(Spin.Average),
        ["oftadeh"] = new Oftadeh(),
        ["oftadeh-weighted"] = new Oftadeh([0.1, 0.09, 0.081, 0.729]),
        ["kunin-svd"] = new Kunin(0.5, 0.5),
        ["goldstone-l2"] = new Goldstone(Penalties: [0.010000000000000002, 0.04000000000000001, 0.09000000000000002, 0.16000000000000003]),
        ["ppca-em"] = new ProbabilisticPca(),
        ["zero-noise-em"] = new ZeroNoiseEm(),
    };

    /// <summary>Through every moment that is exact, and in the recorded batches.</summary>
    public static TheoryData<string, MomentKind, bool> Runs => RunsOf(Rules.Keys);

    /// <summary>Of rules with a direction, which those with memory or without a rate have none of.</summary>
    public static TheoryData<string, MomentKind, bool> DirectedRuns =>
        RunsOf(Rules.Where(rule => rule.Value is OneMatrixRule).Select(rule => rule.Key).Except(["spin-ema"]));

    /// <summary>Of rules that descend a gradient.</summary>
    public static TheoryData<string, MomentKind, bool> GradientRuns =>
        RunsOf(Rules.Where(rule => rule.Value is GradientMethod).Select(rule => rule.Key));

    private static TheoryData<string, MomentKind, bool> RunsOf(IEnumerable<string> names)
    {
        var runs = new TheoryData<string, MomentKind, bool>();
        foreach (var name in names)
        {
            foreach (var moment in new[] { MomentKind.Dense, MomentKind.Samples, MomentKind.Spectral }) runs.Add(name, moment, false);
            if (!name.EndsWith("-em", StringComparison.Ordinal)) runs.Add(name, MomentKind.Samples, true);
        }
        return runs;
    }

    [Theory, MemberData(nameof(Runs))]
    public void Rule_FollowsTheRecordedRun(string name, MomentKind moment, bool inBatches)
    {
        var (method, golden, meter) = (Rules[name], RuleCase.Load(name, inBatches), new DistanceMeter(RuleCase.Directions));
        var all = new SampleMoment<double>(RuleCase.Samples);
        var snapshots = golden.Snapshots;
        Assert.Equal([1, 2, 5, 20, 100], snapshots.Keys);
        foreach (var (step, weights) in golden.Follow(method, moment))
        {
            if (!snapshots.TryGetValue(step, out var node)) continue;
            var recorded = golden.Weights(node);
            var what = $"weights after {step} steps";
            AssertClose(recorded.DecoderTransposed.AsSpan(), weights.DecoderTransposed.AsSpan(), what);
            AssertClose(recorded.Encoder.AsSpan(), weights.Encoder.AsSpan(), what);
            if (method is ProbabilisticPca)
                Close.Assert(Math.Exp(recorded.Extra[0]), Math.Exp(weights.Extra[0]), Tolerance, $"noise after {step} steps");

            // As they are read, they have the distances that were recorded of the components.
            method.ReadOut(weights, all, WorkerTeam.Alone);
            var distances = meter.Measure(weights);
            // The published metric adds 1e-8 to a column's length, which the recorded one does not.
            Close.Assert((double)node["alignment"]!, distances.AxisAlignment, 1e-7, $"alignment after {step} steps");
            if (node["ordered_alignment"] is { } ordered)
                Close.Assert((double)ordered!, distances.OrderedAlignment, 1e-7, $"order after {step} steps");
            Close.Assert((double)node["subspace"]!, distances.Subspace, 1e-9, $"subspace after {step} steps");
        }
    }

    [Theory, MemberData(nameof(DirectedRuns))]
    public void Direction_IsTheRecordedOne(string name, MomentKind moment, bool inBatches)
    {
        var (method, golden) = ((OneMatrixRule)Rules[name], RuleCase.Load(name, inBatches));
        var seen = 0;
        foreach (var (step, weights) in golden.Follow(method, MomentKind.Samples))
        {
            if (!golden.Directed.TryGetValue(step, out var node)) continue;
            var direction = DirectionAt(method, weights, inBatches ? step : null, moment);
            var recorded = golden.Weights(node);
            AssertClose(recorded.Encoder.AsSpan(), direction.Encoder.AsSpan(), $"direction at {step}, encoder");
            AssertClose(recorded.DecoderTransposed.AsSpan(), direction.DecoderTransposed.AsSpan(), $"direction at {step}, decoder");
            seen++;
        }
        Assert.Equal(2, seen);
    }

    /// <summary>Before step 20 the optimizer has had its part in the weights, and a rotation in both.</summary>
    [Theory, MemberData(nameof(GradientRuns))]
    public void Gradient_IsTheRecordedOne_AfterTheRotation(string name, MomentKind moment, bool inBatches)
    {
        var golden = RuleCase.Load(name, inBatches);
        golden.AssertGradients(golden.Gradients(Rules[name], moment), Tolerance);
    }

    [Fact]
    public void MaximumLikelihood_IsTheRecordedOne_AndWhereEmEnds()
    {
        var golden = RuleCase.Load("ppca-em", false);
        var data = new TrainingData<double>(RuleCase.Samples, WorkerTeam.Alone);
        var closed = ProbabilisticPca.MaximumLikelihood(data.LeadingComponents(4), data.Spectrum);
        Close.Assert(golden.MaximumLikelihoodNoise, Math.Exp(closed.Extra[0]), 1e-12, "noise");
        var product = new Matrix<double>(12, 12);
        MatrixProduct.MultiplyTransposed<double>(closed.DecoderTransposed, closed.DecoderTransposed, product);
        Close.Assert(golden.MaximumLikelihood("W_W_transposed"), product, 1e-10, "WWᵀ");

        var weights = golden.Follow(new ProbabilisticPca(), MomentKind.Dense).Last().Weights;
        new ProbabilisticPca().ReadOut(weights, new SampleMoment<double>(RuleCase.Samples), WorkerTeam.Alone);
        var (objective, products) = (new ProbabilisticPca<double>(), new MomentProducts<double>(4, 12));
        var losses = new[] { closed, weights }.Select(at =>
        {
            products.Compute(new SampleMoment<double>(RuleCase.Samples), at, WorkerTeam.Alone);
            return objective.Evaluate(products, at, null, WorkerTeam.Alone);
        }).ToList();
        Close.Assert(losses[0], losses[1], 1e-12, "likelihood");
        Close.Assert(Gram(closed.Encoder), Gram(weights.Encoder), 1e-9, "encoder");
    }

    /// <summary>W₁ᵀW₁, which does not see signs.</summary>
    private static Matrix<double> Gram(Matrix<double> rows)
    {
        var gram = new Matrix<double>(rows.Columns, rows.Columns);
        MatrixProduct.MultiplyTransposed<double>(rows, rows, gram);
        return gram;
    }

    private static Weights<double> DirectionAt(OneMatrixRule rule, Weights<double> weights, int? batch, MomentKind kind)
    {
        var data = new TrainingData<double>(RuleCase.Samples, WorkerTeam.Alone);
        var basis = kind == MomentKind.Spectral ? data.BasisFor(weights) : null;
        var coordinates = new Coordinates<double>(basis, WorkerTeam.Alone);
        var moment = data.MomentOf(kind, basis);
        if (batch is { } step) ((IBatchMoment<double>)moment).Select(RuleCase.BatchOf(step));
        var at = coordinates.Enter(weights);
        var direction = at.CreateAlike();
        var products = new MomentProducts<double>(at.LatentDimension, at.DataDimension);
        products.Compute(moment, at, WorkerTeam.Alone);
        rule.CreateRule<double>(at.LatentDimension, at.DataDimension).Write(
            at.Encoder, products.EncoderMoment, products.LatentCovariance, direction.Encoder, WorkerTeam.Alone);
        direction.Encoder.CopyTo(direction.DecoderTransposed);
        return coordinates.Leave(direction);
    }

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string what) =>
        Close.Assert(expected, actual, Tolerance * Close.Length(expected), what);
}
