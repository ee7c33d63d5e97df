using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>What is wrong with one axis, from its numbers.</summary>
internal sealed class AxisJudgement
{
    /// <summary>Standard errors that chance does not explain: 1 in 16,000.</summary>
    private const double ManyErrors = 4;

    /// <summary>Above the rounding of single precision, whatever the number of columns.</summary>
    private const double LengthTolerance = 1e-4;

    public required AxisComparison Axis { get; init; }

    /// <summary>Its number, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Whether the eigenvector that it is nearest to is its own.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>The angle to its own that it may have.</summary>
    public required double Tolerance { get; init; }

    /// <summary>That to the nearest.</summary>
    public required double NearestTolerance { get; init; }

    /// <summary>ν: what the data's variances have.</summary>
    public required double Freedom { get; init; }

    /// <summary>Whether its mean is counted 1 + 1/n times.</summary>
    public required bool IsCountedOnceMore { get; init; }

    /// <summary>The numbers with the judgement.</summary>
    public AxisComparison Applied()
    {
        var wrong = Wrong().ToList();
        return Axis with
        {
            Faults = wrong.Aggregate(AxisFaults.None, (all, fault) => all | fault.Fault),
            Explanation = wrong.Count == 0
                ? Invariant($"it is eigenvector {Index + 1}, {AngleText.Degrees(Axis.Angle)} off")
                : string.Join("; ", wrong.Select(fault => fault.Text)),
        };
    }

    private IEnumerable<(AxisFaults Fault, string Text)> Wrong()
    {
        var isOther = !IsOwn && Axis.NearestAngle < Math.PI / 4;
        if (isOther) yield return (AxisFaults.Order, Invariant($"it is eigenvector {Axis.Nearest + 1}, not {Index + 1}: put it there"));
        if (isOther ? Axis.NearestAngle > NearestTolerance : Axis.Angle > Tolerance) yield return (AxisFaults.Angle, Off(isOther));
        if (Math.Abs(Axis.Length - 1) > LengthTolerance)
            yield return (AxisFaults.Length, Invariant($"it is of length {Axis.Length:G4}, not 1: divide it by that"));
        if (IsCountedOnceMore) yield return (AxisFaults.Mean, "its mean is counted 1 + 1/n times, as ML.NET does; export it and mend that");
        else if (Axis.MeanError > ManyErrors)
            yield return (AxisFaults.Mean, Invariant($"the mean is wrong: its scores' mean is {Axis.MeanError:G2} standard errors off 0"));
        if (Axis.ClaimedVariance is { } claimed && IsDrift(claimed))
            yield return (AxisFaults.Variance, Invariant($"the data's variance along it is {Axis.Variance / claimed:G3} of its claim"));
    }

    private string Off(bool isOther)
    {
        var (angle, number) = isOther ? (Axis.NearestAngle, Axis.Nearest) : (Axis.Angle, Index);
        var text = Invariant($"it is {AngleText.Degrees(angle)} off eigenvector {number + 1}");
        return Axis.SamplingAngle is { } sampling
            ? $"{text}, where two samples of this size differ by about {AngleText.Degrees(Math.Min(Math.PI / 2, Math.Sqrt(2) * sampling))}"
            : text;
    }

    // Both its data's variance and this one's vary: each logarithm by √(2/ν), were samples normal.
    private bool IsDrift(double claimed) => Axis.Variance > 0 && claimed > 0
        ? Math.Abs(Math.Log(Axis.Variance / claimed)) > ManyErrors * Math.Sqrt(4 / Freedom)
        : Axis.Variance != claimed && Math.Max(Axis.Variance, claimed) > 1e-9 * Axis.BestVariance;
}
