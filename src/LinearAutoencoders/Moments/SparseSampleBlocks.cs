using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   Blocks of samples X = S + 1·cᵀ, few of whose cells are in S: Y = S·wᵀ + 1·(w·c)ᵀ and Yᵀ·X = Yᵀ·S + (Yᵀ·1)·cᵀ.
/// </summary>
/// <remarks>
///   w and the sum lie transposed here: the r cells that one cell of S is multiplied with, or added to, are then side by side.
///   A step costs 2r multiply-adds for each cell of S, and each sample is read where it is.
/// </remarks>
internal sealed unsafe class SparseSampleBlocks<T>(Matrix<T> samples, SparseRows<T> sparse) : SampleBlocks<T>(samples)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // So far ahead their cells arrive in time.
    private const int PrefetchedRows = 4;

    private readonly ProductEngine<T> engine = ChosenEngine<T>.Value;
    private readonly int[] selected = new int[BlockRows];
    private Matrix<T> columns = new(0, 0);      // wᵀ: m × r, padded
    private Matrix<T> sums = new(0, 0);         // the sum of Yᵀ·S, transposed
    private Matrix<T> ofCommon = new(0, 0);     // (w·c)ᵀ: 1 × r, padded
    private T[] totals = [];                    // the sum of Yᵀ·1
    private Matrix<T> sum;
    private WorkerTeam team = WorkerTeam.Alone;

    public override void Add(Matrix<T> y)
    {
        var total = totals.AsSpan(0, y.Columns);
        for (var i = 0; i < y.Rows; i++) TensorPrimitives.Add(total, y.Row(i), total);
        team.Run(new AddPart(this, y), PartsOf(y));
    }

    public override void End()
    {
        Transpose(sums.ColumnRange(0, sum.Rows), sum);
        for (var i = 0; i < sum.Rows; i++)
            TensorPrimitives.MultiplyAdd<T>(sparse.Common, totals[i], sum.Row(i), sum.Row(i));
    }

    protected override void Load(Matrix<T> w, Matrix<T> sum, WorkerTeam team)
    {
        (this.sum, this.team) = (sum, team);
        var width = Padded(w.Rows);
        if (columns.Columns < width)
        {
            columns = new Matrix<T>(w.Columns, width);
            sums = new Matrix<T>(w.Columns, width);
            ofCommon = new Matrix<T>(1, width);
            totals = new T[width];
        }
        Transpose(w, columns);
        for (var i = 0; i < w.Rows; i++) ofCommon[0, i] = T.CreateTruncating(Vectors.Dot<T>(w.Row(i), sparse.Common));
        totals.AsSpan().Clear();
        sums.Clear();
    }

    protected override void Select(Batch batch, int start, int count)
    {
        for (var i = 0; i < count; i++) selected[i] = batch[start + i];
    }

    protected override void Project(Matrix<T> y) => team.Run(new ProjectPart(this, y), PartsOf(y));

    // A multiply-add takes about four times as long here as in a tile.
    private int PartsOf(Matrix<T> y)
    {
        var multiplyAdds = (long)sparse.Values.Length / Samples.Rows * y.Rows * y.Columns;
        return (int)Math.Clamp(4 * multiplyAdds / Blocking.ThreadWorthWaking, 1, team.Threads);
    }

    private static int Boundary(int count, int part, int parts) => (int)((long)count * part / parts);

    // Cells beyond the source's rows become zero or repeat its last: nothing that is computed from them is ever read.
    private static void Transpose(Matrix<T> source, Matrix<T> transposed)
    {
        fixed (T* from = &source.Origin, to = &transposed.Origin)
            Packing.Columns(from, source.Stride, source.Columns, source.Rows, to, transposed.Stride);
    }

    private void Project(Matrix<T> y, int start, int end)
    {
        fixed (ushort* columnOf = sparse.ColumnOf)
        fixed (T* values = sparse.Values, w = &columns.Origin, common = &ofCommon.Origin, to = &y.Origin)
            for (var i = start; i < end; i++)
            {
                var row = RowOf(selected[i], columnOf, values);
                if (i + PrefetchedRows < end) RowOf(selected[i + PrefetchedRows], columnOf, values).Prefetch();
                engine.MultiplySparse(in row, w, columns.Stride, common, to + (nint)i * y.Stride, y.Columns);
            }
    }

    // All samples, but only their cells in some columns: each cell of the sum then has one thread that adds to it.
    private void Add(Matrix<T> y, int firstColumn, int endColumn)
    {
        fixed (ushort* columnOf = sparse.ColumnOf)
        fixed (T* values = sparse.Values, to = &sums.Origin, from = &y.Origin)
            for (var i = 0; i < y.Rows; i++)
            {
                var row = RowOf(selected[i], columnOf, values);
                if (endColumn - firstColumn < Samples.Columns) row = row.Between(firstColumn, endColumn);
                engine.AddSparseTransposed(in row, from + (nint)i * y.Stride, to, sums.Stride, y.Columns);
            }
    }

    private SparseRow<T> RowOf(int sample, ushort* columnOf, T* values)
    {
        var start = sparse.Starts[sample];
        return new SparseRow<T> { Columns = columnOf + start, Values = values + start, Count = sparse.Starts[sample + 1] - start };
    }

    private readonly struct ProjectPart(SparseSampleBlocks<T> blocks, Matrix<T> y) : IPartedJob
    {
        public void Run(int part, int parts) => blocks.Project(y, Boundary(y.Rows, part, parts), Boundary(y.Rows, part + 1, parts));
    }

    private readonly struct AddPart(SparseSampleBlocks<T> blocks, Matrix<T> y) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var count = blocks.Samples.Columns;
            blocks.Add(y, Boundary(count, part, parts), Boundary(count, part + 1, parts));
        }
    }
}
