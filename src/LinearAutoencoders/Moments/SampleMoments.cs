using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   Count, mean and second moment of all rows, the last whole or its diagonal alone; equal bits in both forms.
/// </summary>
/// <param name="Count">n.</param>
/// <param name="Mean">The mean of each column.</param>
/// <param name="Moment">Σ, m × m; or 1 × m, its diagonal.</param>
internal sealed record SampleMoments(long Count, double[] Mean, Matrix<double> Moment)
{
    /// <summary>tr Σ.</summary>
    public double Trace { get; } = Diagonal(Moment).Sum();

    /// <summary>The largest cell of the diagonal.</summary>
    public double LargestVariance => FirstNotFinite is null ? Diagonal(Moment).Max() : double.PositiveInfinity;

    /// <summary>The first column whose moment is not finite, if there is one.</summary>
    public int? FirstNotFinite => double.IsFinite(Trace) ? null
        : Diagonal(Moment).Select((value, column) => (value, column)).First(pair => !double.IsFinite(pair.value)).column;

    /// <summary>Σ = M₂/n of centred rows, or M₂/n + mean·meanᵀ; takes over the sum's memory.</summary>
    public static SampleMoments Of(MomentSum sum, bool center, WorkerTeam team)
    {
        var moment = sum.Squares;
        for (var i = 0; i < moment.Rows; i++) TensorPrimitives.Divide(moment.Row(i), sum.Count, moment.Row(i));
        if (!center) MomentSum.AddOuter(moment, other: null, sum.Mean, weight: 1, team);
        if (moment.Rows > 1) SymmetricProduct.MirrorUpperTriangle(moment);
        return new SampleMoments(sum.Count, sum.Mean, moment);
    }

    /// <summary>The diagonal of Σ.</summary>
    public IEnumerable<double> Variances => Diagonal(Moment);

    private static IEnumerable<double> Diagonal(Matrix<double> moment) =>
        Enumerable.Range(0, moment.Columns).Select(i => moment[moment.Rows == 1 ? 0 : i, i]);
}
