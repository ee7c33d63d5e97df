using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Training;

/// <summary>What keeps components from being learned.</summary>
public enum Obstacle
{
    /// <summary>Nothing: all are learned.</summary>
    None,

    /// <summary>The method's minimum does not determine axes (<see cref="SolutionKind.Subspace"/>).</summary>
    NoAxes,

    /// <summary>The method's minimum does not determine an order; all components are there, in another one.</summary>
    NoOrder,

    /// <summary>A penalty above a component's variance leaves nothing of it.</summary>
    Penalty,

    /// <summary>The run ended while they were on their way.</summary>
    StillMoving,

    /// <summary>They no longer come nearer.</summary>
    Stalled,

    /// <summary>The run ended before that could be told, or the weights are no numbers.</summary>
    Unknown,
}

/// <summary>What a run has learned, component by component, and what it would take to learn the rest.</summary>
/// <param name="Components">k of them, in their order.</param>
/// <param name="Obstacle">What keeps the others from being learned.</param>
/// <param name="EpochsToGo">How many more epochs it should take, from the pace of the last tenth; null where nothing moves.</param>
/// <param name="Slowest">Number of the component that this is said of; null where it is said of none.</param>
public sealed record LearningReport(
    IReadOnlyList<LearnedComponent> Components, Obstacle Obstacle, double? EpochsToGo = null, int? Slowest = null)
{
    /// <summary>More than so many times the epochs that were done is no way to go on.</summary>
    private const double TooFar = 1e4;

    /// <summary>How many are learned.</summary>
    public int Learned => Components.Count(component => component.State == ComponentState.Learned);

    /// <summary>The report of a run that has ended.</summary>
    /// <param name="finds">What the method's minimum determines.</param>
    /// <param name="now">The components at the end.</param>
    /// <param name="before">The components some epochs earlier; null when they are not known.</param>
    /// <param name="epochsBetween">How many epochs.</param>
    /// <param name="epochs">The epochs of the whole run.</param>
    /// <param name="growth">
    ///   What the square of a small unit grows by in an epoch, as a logarithm, for each unit of variance; 0 when that is not known.
    /// </param>
    internal static LearningReport Of(
        SolutionKind finds, IReadOnlyList<LearnedComponent> now, IReadOnlyList<LearnedComponent>? before, int epochsBetween, int epochs,
        double growth)
    {
        List<LearnedComponent> missing = [.. now.Where(one => one.State != ComponentState.Learned)];
        if (missing.Count == 0) return new(now, Obstacle.None, 0);
        if (missing.Find(one => !(one.ExpectedGain > 0)) is { } gone) return new(now, Obstacle.Penalty, Slowest: gone.Number);
        if (before is null || epochsBetween < 1 || now.Any(one => !double.IsFinite(one.Gain + one.OwnCosine)))
            return new(now, Obstacle.Unknown);
        if (finds == SolutionKind.Axes && AreAllThere(now)) return new(now, Obstacle.NoOrder);
        var (slowest, toGo) = missing.Select(one => (one.Number, ToGo(before[one.Number - 1], one, finds, epochsBetween, growth)))
            .MaxBy(pair => pair.Item2);
        var isMoving = toGo < TooFar * Math.Max(1, epochs);
        if (finds == SolutionKind.Subspace && !(isMoving && now.Any(one => one.Gain < 0.5 * one.ExpectedGain)))
            return new(now, Obstacle.NoAxes);
        return isMoving ? new(now, Obstacle.StillMoving, toGo, slowest) : new(now, Obstacle.Stalled, Slowest: slowest);
    }

    private static bool AreAllThere(IReadOnlyList<LearnedComponent> now) =>
        now.Select(one => one.Eigenvector).OfType<int>().Distinct().Count() == now.Count
        && now.All(one => one.Cosine >= 0.999);

    /// <summary>Odds fall exponentially, of directions as of scales: far from the end as growth, near it as decay.</summary>
    private static double ToGo(LearnedComponent before, LearnedComponent now, SolutionKind finds, int epochs, double growth)
    {
        if (now.IsGrowing && finds == SolutionKind.OrderedAxes)
            return Remaining(
                1 / before.OwnSquare, 1 / now.OwnSquare, LearnedComponent.ScaledOdds, epochs, growth * now.Eigenvalue * now.ExpectedGain);
        var scale = Remaining(before.MissingScale, now.MissingScale, LearnedComponent.ScaledOdds, epochs);
        if (finds != SolutionKind.OrderedAxes) return scale;
        return Math.Max(scale, Remaining(before.MissingDirection, now.MissingDirection, LearnedComponent.AlignedOdds, epochs));
    }

    private static double Remaining(double before, double now, double enough, int epochs, double leastPace = 0)
    {
        if (!(now > enough)) return 0;
        // While the earlier units are not there, they hide how the later ones grow.
        var pace = Math.Max(leastPace, Math.Log(before / now) / epochs);
        return pace > 0 ? Math.Log(now / enough) / pace : double.PositiveInfinity;
    }
}
