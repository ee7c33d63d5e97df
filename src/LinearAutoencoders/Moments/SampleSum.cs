using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Moments;

/// <summary>Count, mean and products of rows: all that components are fitted to, whoever summed which rows, and where.</summary>
/// <remarks>
///   Rows are added as they come, and sums of other rows: from another thread, another file, another day. What is left of n rows is m × m
///   numbers.
///   <code>
///   var sum = new SampleSum(columns);
///   foreach (var batch in batches) sum.Add(batch);
///   sum.Add(another);
///   var model = PrincipalComponents.Fit(sum, new FitOptions { Components = 10 });
///   </code>
///   <para>n = r + s     δ = mean₂ − mean₁     mean = mean₁ + (s/n) δ     M₂ = M₂₁ + M₂₂ + (rs/n) δδᵀ (Chan, Golub and LeVeque 1979): no
///   digits are lost to an offset of all rows. Rows that are added one after the other have the bits of a fit to them all, whatever the
///   blocks in which they come; a sum that was put together of several has the same numbers but for rounding.</para>
///   <para>Not safe to use from several threads: give each its own, and add them up.</para>
/// </remarks>
public sealed class SampleSum
{
    private readonly WorkerTeam team;
    private readonly MomentTree tree;
    private MomentSum? settled;

    /// <summary>Of no rows yet.</summary>
    /// <param name="dimension">m, the number of columns.</param>
    /// <param name="team">The threads to use; none: <see cref="WorkerTeam.Shared"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no column, or a matrix of m × m numbers cannot be held.</exception>
    public SampleSum(int dimension, WorkerTeam? team = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, LargestMatrix.Side);
        var layout = ChunkLayout.For(dimension);
        this.team = team ?? WorkerTeam.Shared;
        tree = new MomentTree(dimension, layout.Rows, hasProducts: true, layout, this.team);
        Dimension = dimension;
    }

    /// <summary>Of rows that were summed before.</summary>
    /// <param name="sum">Their sum, m × m products included; taken over.</param>
    internal SampleSum(MomentSum sum) : this(sum.Mean.Length) => (settled, Count) = (sum, sum.Count);

    /// <summary>m.</summary>
    public int Dimension { get; }

    /// <summary>Rows so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the next rows.</summary>
    /// <param name="rows">r × m, one sample a row.</param>
    /// <param name="cancellationToken">Stops adding; some of the rows are then added, and some are not.</param>
    /// <exception cref="ArgumentException">The rows have not m columns.</exception>
    public void Add(ReadOnlyMatrix<double> rows, CancellationToken cancellationToken = default)
    {
        RequireColumns(rows.Columns);
        tree.Add(rows.Viewed, cancellationToken);
        Count += rows.Rows;
    }

    /// <summary>Adds all rows of another sum, which stays as it is.</summary>
    /// <exception cref="ArgumentException">They have not m columns.</exception>
    public void Add(SampleSum other)
    {
        ArgumentNullException.ThrowIfNull(other);
        RequireColumns(other.Dimension);
        Settle();
        if (other.Copy() is not { } added) return;
        settled = settled is null ? added : MomentSum.Merge(settled, added, team);
        Count += added.Count;
    }

    /// <summary>The sum in memory of its own; null: there are no rows.</summary>
    /// <param name="scale">What each column is divided by; null: ones.</param>
    internal MomentSum? Copy(IReadOnlyList<double>? scale = null)
    {
        Settle();
        return settled?.Divide(scale);
    }

    // Rows to come are summed apart, and merged when they are asked for.
    private void Settle()
    {
        if (tree.End() is { } ended) settled = settled is null ? ended : MomentSum.Merge(settled, ended, team);
    }

    private void RequireColumns(int columns)
    {
        if (columns != Dimension) throw new ArgumentException(Invariant($"the sum is of {Dimension} columns, but there are {columns}"));
    }
}
