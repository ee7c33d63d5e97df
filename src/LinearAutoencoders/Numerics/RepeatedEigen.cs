namespace LinearAutoencoders.Numerics;

/// <summary>The eigenpairs of one symmetric matrix after another of the same size; allocates nothing between them.</summary>
/// <remarks>By the steps of <see cref="SymmetricEigen"/>: about 9 k³ flops.</remarks>
internal sealed class RepeatedEigen
{
    private readonly Matrix<double> core;
    private readonly Tridiagonalization reduction;
    private readonly ReflectionProduct reflections;
    private readonly RotationBatch rotations;
    private readonly double[] keys;
    private readonly int[] order;

    /// <summary>For matrices of k × k.</summary>
    /// <param name="size">k.</param>
    /// <param name="team">The threads to use where they pay.</param>
    public RepeatedEigen(int size, WorkerTeam team)
    {
        core = new Matrix<double>(size, size);
        reduction = new Tridiagonalization(core, team);
        reflections = new ReflectionProduct(reduction, team);
        rotations = new RotationBatch(core, team);
        Vectors = new Matrix<double>(size, size);
        Values = new double[size];
        keys = new double[size];
        order = new int[size];
    }

    /// <summary>The eigenvalues, descending.</summary>
    public double[] Values { get; }

    /// <summary>k × k: row i is the unit eigenvector of value i, of either sign.</summary>
    public Matrix<double> Vectors { get; }

    /// <summary>Decomposes A; values and vectors are overwritten.</summary>
    /// <param name="symmetric">A, k × k; mirrored cells may differ by rounding, then their mean counts. Not changed.</param>
    /// <returns>False when a cell is not a finite number: then there are none.</returns>
    public bool Decompose(Matrix<double> symmetric)
    {
        var largest = 0.0;
        foreach (var cell in symmetric.AsSpan())
        {
            if (!double.IsFinite(cell)) return false;
            largest = Math.Max(largest, Math.Abs(cell));
        }
        // By a power of two, which rounds nothing.
        var exponent = largest == 0 ? 0 : Math.ILogB(largest);
        for (var i = 0; i < core.Rows; i++)
            for (var j = i; j < core.Rows; j++)
                core[i, j] = Math.ScaleB(0.5 * symmetric[i, j] + 0.5 * symmetric[j, i], -exponent);
        reduction.Reduce();
        rotations.Load(reflections.Transposed());
        TridiagonalQl.Solve(reduction.Diagonal, reduction.OffDiagonal, rotations);
        Arrange(exponent);
        return true;
    }

    private void Arrange(int exponent)
    {
        for (var i = 0; i < order.Length; i++) (keys[i], order[i]) = (-reduction.Diagonal[i], i);
        Array.Sort(keys, order);
        for (var i = 0; i < order.Length; i++)
        {
            Values[i] = Math.ScaleB(reduction.Diagonal[order[i]], exponent);
            rotations.CopyRow(order[i], Vectors.Row(i));
        }
    }
}
