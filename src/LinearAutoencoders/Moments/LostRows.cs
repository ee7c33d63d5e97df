using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Moments;

/// <summary>Rows that were summed and are no more: what needs no more than their sum can still be had of them.</summary>
/// <param name="sum">Their sum.</param>
/// <param name="name">What errors call them.</param>
/// <param name="relativeRounding">How far a value may have been off, by the way it was stored.</param>
/// <param name="scale">What each column is divided by; null: nothing.</param>
internal class LostRows(SampleSum sum, string name, double relativeRounding = 0, IReadOnlyList<double>? scale = null) : ISampleSource
{
    public int Dimension => sum.Dimension;

    public long? Count => sum.Count;

    public string Name => name;

    public double RelativeRounding => relativeRounding;

    /// <summary>Their sum, in memory of its own.</summary>
    /// <exception cref="BadDataException">There are none, or a value is not finite.</exception>
    public MomentSum Copy()
    {
        var copy = sum.Copy(scale) ?? throw new BadDataException($"{name} has 0 rows; components need 2 or more");
        for (var j = 0; j < sum.Dimension; j++)
            if (!double.IsFinite(copy.Squares[j, j]))
                throw new BadDataException(Invariant(
                    $"{name}: a value of column {j + 1} is not finite, or too large to be squared; remove or replace it"));
        return copy;
    }

    /// <summary>The same rows, each value divided by a number of its column.</summary>
    public virtual LostRows DividedBy(IReadOnlyList<double> divisors) => new(sum, name, relativeRounding, Together(divisors));

    /// <summary>What each column is divided by, once it is divided by these as well.</summary>
    protected IReadOnlyList<double> Together(IReadOnlyList<double> divisors) =>
        scale is null ? divisors : [.. divisors.Zip(scale, (one, other) => one * other)];

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        throw new BadDataException($"only the sum of the rows of {name} is left, but this needs the rows; give the data itself");
}
