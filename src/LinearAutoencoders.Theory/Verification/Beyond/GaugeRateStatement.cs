using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Theory.Verification.Beyond;

internal sealed class GaugeRateStatement : IStatement
{
    private const int Before = 400, Steps = 400;

    public Claim Claim { get; } = new(
        "Beyond, rate",
        "near the end of gauge-fixed training the part of an outer component i in unit j shrinks by |z| a step, the Nesterov factor of the "
            + "curvature σⱼ² + σᵢ² − √((σⱼ² − σᵢ²)² + 4σᵢ⁴): the gap to the outside decides, not the least gap of neighbours",
        ClaimForm.Printed,
        "|measured rate / formula − 1| for j = k, i = k + 1",
        "terms of second order in a part of 1e-6, and what the other root has left");

    public string? NotApplicable(Trial trial) => Assumption.FlowEnds(trial.Core);

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core.Leading(trial.Core.LatentDimension + 1, trial.Core.LatentDimension);
        var (k, inner, outer) = (problem.LatentDimension, problem.Eigenvalues[^2], problem.Eigenvalues[^1]);
        var curvature = inner + outer - Math.Sqrt((inner - outer) * (inner - outer) + 4 * outer * outer);
        // A rate at which both factors are real, as at small gaps they are at any.
        var rate = Math.Min(0.25 / problem.Eigenvalues[0], 1e-3 / curvature);
        var start = WeightAlgebra.Of(problem.Directions, problem.Directions);
        RowKernels.Add(1e-6, problem.AllDirections.Row(k), start.DecoderTransposed.Row(k - 1));
        var weights = start.Clone();
        var update = new GaugeFixed().CreateUpdate(new UpdateContext<double>(() => problem.Moment, () => problem.Samples, seed: 0)
        {
            Weights = start,
            Optimizer = new Nesterov(),
            LearningRate = rate,
            Spectrum = new Spectrum([.. problem.Eigenvalues]),
            SampleCount = problem.Samples.Rows,
            StepsPerEpoch = 1,
            Epochs = Before + Steps,
            Team = WorkerTeam.Alone,
            Gauge = GaugeKind.Ritz,
        });
        double Part() => Math.Abs(Vectors.Dot<double>(weights.DecoderTransposed.Row(k - 1), problem.AllDirections.Row(k)));
        for (var step = 0; step < Before; step++) update.Step(default, weights, double.MaxValue);
        var early = Part();
        for (var step = 0; step < Steps; step++) update.Step(default, weights, double.MaxValue);
        var measured = Math.Log(early / Part()) / Steps;
        var claimed = -Math.Log(NesterovRate.Factor(trial.Claimed(curvature), rate, 0.9));
        return new Measurement(Math.Abs(measured / claimed - 1), 1e-4, $"k = {k}, {Steps} steps");
    }
}
