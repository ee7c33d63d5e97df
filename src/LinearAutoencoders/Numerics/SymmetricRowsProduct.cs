namespace LinearAutoencoders.Numerics;

/// <summary>P = X · A for a symmetric A of which the upper triangle is read where it lies, each cell once, and for few rows X.</summary>
/// <remarks>
///   What takes the time is to fetch A, so each cell serves twice: in a sum along its own row and as the mirrored cell of a later one.
///   Large matrices are cut into groups of rows with a sum each, added in order at the end: of the matrix's size follows how many, for
///   the bits must not depend on the number of threads. Nor do they on the width of the vector registers. One row with a small matrix
///   is what <see cref="SymmetricVectorProduct"/> does in less time.
///   <para>Allocates nothing after the first use. Not for two threads at once.</para>
/// </remarks>
/// <param name="size">m.</param>
internal sealed unsafe class SymmetricRowsProduct(int size)
{
    private const int MostGroups = 16;

    /// <summary>A group has at least so many rows on average: fewer do not pay for a sum of their own.</summary>
    private const int RowsOfGroup = 128;

    private const int MostRows = TrianglePart<double>.MostRows;

    /// <summary>Doubles of a page of memory.</summary>
    private const int Page = 512;

    private static readonly int Step = Interleaving<double>.Sums;

    private readonly int groups = Math.Clamp(size / RowsOfGroup, 1, MostGroups);

    // Of rows of X and P: a quarter of a page over, for rows whole pages apart would drive each other from the cache.
    private readonly int distance = Blocking.RoundUp(Math.Max(0, size - Page / 4), Page) + Page / 4;
    private Matrix<double> factors;
    private Matrix<double> sums;
    private bool isBackwards;

    /// <summary>Computes the product.</summary>
    /// <param name="upper">A, m × m; cells below the diagonal are not read.</param>
    /// <param name="rows">X, b × m.</param>
    /// <param name="products">P, b × m, overwritten.</param>
    /// <param name="team">The threads to use.</param>
    public void Multiply(Matrix<double> upper, Matrix<double> rows, Matrix<double> products, WorkerTeam team)
    {
        var onTeam = groups == 1 ? WorkerTeam.Alone : team;
        if (sums.Rows == 0) (factors, sums) = (new(MostRows, distance), new(groups * MostRows, distance));
        for (var start = 0; start < rows.Rows; start += MostRows)
        {
            var count = Math.Min(MostRows, rows.Rows - start);
            var slice = products.RowRange(start, count);
            rows.RowRange(start, count).CopyTo(factors.RowRange(0, count).ColumnRange(0, size));
            // Back and forth: the next product begins with what is still in the cache.
            isBackwards = !isBackwards;
            onTeam.Run(new GroupJob(this, upper, count, isBackwards), groups);
            onTeam.Run(new SumJob(this, slice), count);
        }
    }

    /// <summary>First row of a group: the groups have about as many cells of the triangle each.</summary>
    private int GroupStart(int group) =>
        group == groups ? size : SymmetricVectorProduct.GroupStart(group, groups, size) / Step * Step;

    private readonly struct GroupJob(SymmetricRowsProduct owner, Matrix<double> upper, int rows, bool isBackwards) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var group = isBackwards ? parts - 1 - part : part;
            var sum = owner.sums.RowRange(group * MostRows, rows);
            var start = owner.GroupStart(group);
            sum.ColumnRange(start, owner.distance - start).Clear();
            fixed (double* a = &upper.Origin, x = &owner.factors.Origin, p = &sum.Origin)
                ChosenEngine<double>.Value.AddTriangle(
                    new TrianglePart<double>
                    {
                        A = a,
                        ARow = upper.Stride,
                        X = x,
                        P = p,
                        Row = owner.distance,
                        Size = upper.Rows,
                        Rows = rows,
                        Start = start,
                        End = owner.GroupStart(group + 1),
                    });
        }
    }

    /// <summary>One row of the product.</summary>
    private readonly struct SumJob(SymmetricRowsProduct owner, Matrix<double> products) : IPartedJob
    {
        public void Run(int row, int rows)
        {
            var product = products.Row(row);
            owner.sums.Row(row)[..product.Length].CopyTo(product);
            for (var group = 1; group < owner.groups; group++)
            {
                var start = owner.GroupStart(group);
                RowKernels.Add(1, owner.sums.Row(group * MostRows + row)[start..product.Length], product[start..]);
            }
        }
    }
}
