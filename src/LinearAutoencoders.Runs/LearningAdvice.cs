using LinearAutoencoders.Methods;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;
using static System.FormattableString;

namespace LinearAutoencoders.Runs;

/// <summary>The sentence that closes a run: what was learned, and what would learn the rest.</summary>
internal static class LearningAdvice
{
    /// <summary>No more epochs than this are anyone's advice.</summary>
    private const double MostEpochs = 1e6;

    /// <summary>The sentence.</summary>
    /// <param name="report">What was learned.</param>
    /// <param name="options">The run.</param>
    /// <param name="eigenvalues">All that are known.</param>
    public static string Of(LearningReport report, RunOptions options, IReadOnlyList<double> eigenvalues)
    {
        var k = report.Components.Count;
        var count = k == 1 ? "the component is learned" : $"all {k} components are learned, in order";
        var sentence = report.Obstacle == Obstacle.None ? count + Drift(report, options)
            : $"{report.Learned} of {k} components learned; {Mend(report, options)}";
        return sentence + Equal(eigenvalues, k);
    }

    /// <summary>What a penalty above a component's variance will do, before a run; null where there is none.</summary>
    public static string? Warning(TrainingOptions training, IReadOnlyList<double> eigenvalues, IReadOnlyList<double> gains)
    {
        var first = gains.ToList().FindIndex(gain => !(gain > 0));
        return first < 0 ? null : Penalized(training, first + 1, eigenvalues[first], eigenvalues[0]);
    }

    private static string Mend(LearningReport report, RunOptions options)
    {
        var training = options.Training;
        switch (report.Obstacle)
        {
            case Obstacle.NoAxes:
                return $"{training.Method.Name} finds their span, not their axes: --method gauge-fixed finds these too";
            case Obstacle.NoOrder:
                return $"each is there, but {training.Method.Name} has no order: sort them by variance, or use --method gauge-fixed";
            case Obstacle.Penalty:
                var number = report.Slowest!.Value;
                return Penalized(training, number, report.Components[number - 1].Eigenvalue, report.Components[0].Eigenvalue);
            case Obstacle.StillMoving or Obstacle.Stalled when training.Method is LinearVae:
                return "linear-vae learns slowly where variances are far from 1: use --method aligned-vae";
            case Obstacle.StillMoving:
                return Moving(report, training);
            case Obstacle.Stalled:
                return Stalled(training, report.Slowest!.Value);
            default:
                return "the run ended before its pace could be told: use more --epochs";
        }
    }

    private static string Moving(LearningReport report, TrainingOptions training)
    {
        if (training is { Method: Rag, Optimizer: not Nesterov }) return Stalled(training, report.Slowest!.Value);
        var components = report.Components;
        // What has yet to grow has yet to find its direction, too; and paces change on the way.
        var growing = components.Any(one => one.Gain < 0.5 * one.ExpectedGain);
        var epochs = RoundUp(Math.Max(3.0 * training.Epochs, training.Epochs + report.EpochsToGo!.Value * (growing ? 2 : 1.5)));
        var slowest = components[report.Slowest!.Value - 1];
        var start = components.Count(one => one.State == ComponentState.Partly) is > 0 and var partly
            ? $"{partly} on the way" : "the others have yet to grow";
        if (!(epochs <= MostEpochs))
            return Invariant($"{start}, but component {slowest.Number}, of {slowest.Eigenvalue / components[0].Eigenvalue:0.0e0} of the ")
                + Invariant($"first one's variance, would take some {epochs:0.0e0} epochs: scale the columns to equal variance, ")
                + "or use a smaller -k";
        return Invariant($"{start}: use --epochs {epochs:0}");
    }

    private static string Stalled(TrainingOptions training, int number)
    {
        var rate = NumberText.Typed(RoundDown(training.LearningRate!.Value / 10));
        var epochs = Invariant($"{RoundUp(10.0 * training.Epochs):0}");
        var start = $"component {number} hardly comes nearer any more";
        if (training.BatchSize is not null)
            return $"{start}, the batches differ too much: leave --batch-size out";
        if (training is { Method: Rag, Optimizer: not Nesterov }) return $"{start}: use --optimizer nesterov";
        if (training.Method is Rag)
            return $"{start}, where RAG at a finite rate stands still: use --method gauge-fixed; "
                + "model.npz has the components that these weights span";
        return training.Method is DeterministicNestedDropout
            ? $"{start}: use --learning-rate {rate} --epochs {epochs}"
            : $"{start}: use --method deterministic-nested-dropout, or --learning-rate {rate} --epochs {epochs}";
    }

    private static string Penalized(TrainingOptions training, int number, double variance, double largest)
    {
        var penalty = PenaltyOf(training, number);
        if (penalty is null)
            return $"the variance {NumberText.Number(variance)} of component {number} is no more than the noise's: use a smaller -k";
        // The best penalties take no variance for less than a share of the first.
        var mend = variance > PenalizedMethod.LeastShare * largest ? "use --penalties optimal" : "use a smaller -k";
        return $"the penalty {NumberText.Number(penalty.Value)} of component {number} is above its variance "
            + $"{NumberText.Number(variance)} and leaves nothing of it: {mend}";
    }

    private static double? PenaltyOf(TrainingOptions training, int number) => training.Method switch
    {
        NonUniformL2 method => method.PenaltiesFor(training.LatentDimension)[number - 1],
        UniformL2 method => method.PenaltyFor(training.LatentDimension),
        _ => null,
    };

    /// <summary>What is to be said of units that are longer or shorter than the components they are.</summary>
    private static string Drift(LearningReport report, RunOptions options)
    {
        if (options.Training.Method.Finds != SolutionKind.OrderedAxes) return "";
        var worst = report.Components.MaxBy(one => Math.Abs(Math.Log(one.Length * one.Length / one.ExpectedGain)))!;
        if (Math.Abs(worst.Length * worst.Length / worst.ExpectedGain - 1) < 0.1) return "";
        var (number, length) = (worst.Number, NumberText.Distance(worst.Length));
        return $", but their lengths are not 1 (component {number}: {length}): multiply each score by its decoder column's length"
            + (options.Training.BatchSize is null ? "" : ", or leave --batch-size out");
    }

    private static string Equal(IReadOnlyList<double> eigenvalues, int k) =>
        string.Concat(Eigenspace.Among(eigenvalues, k).Select(space =>
            $"; variances {space.Start + 1} to {space.End} are equal, so any axes of their span are components"));

    /// <summary>One significant digit, or two below 2: what a person would type.</summary>
    private static double RoundUp(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return value / unit <= 2 ? Math.Ceiling(value / unit * 2) / 2 * unit : Math.Ceiling(value / unit) * unit;
    }

    private static double RoundDown(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return Math.Floor(value / unit) * unit;
    }
}
