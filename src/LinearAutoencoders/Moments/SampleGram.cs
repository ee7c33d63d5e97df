using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The principal components of wide data, n &lt; m, by way of the n × n matrix G = X Xᵀ / n of centred rows.</summary>
/// <remarks>
///   G u = λu makes v = Xᵀu an eigenvector of Σ = XᵀX / n of the same eigenvalue, of length √(nλ); all other eigenvalues of Σ
///   are 0. G is summed over panels of columns, each cell one chain of fused multiply-adds in the order of the columns, so that
///   the panels' width does not show. n²m/2 multiply-adds and passes over the data enough for panels of 256 MB or n × n cells.
/// </remarks>
internal sealed class SampleGram
{
    private const int PanelCells = 1 << 25;

    private readonly ISampleSource source;
    private readonly double[] mean;
    private readonly WorkerTeam team;
    private readonly CancellationToken cancellationToken;
    private readonly SymmetricEigen eigen;

    /// <summary>Forms G and decomposes it.</summary>
    /// <param name="source">X, before it is centred.</param>
    /// <param name="count">n.</param>
    /// <param name="mean">What to subtract from every row.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <param name="panelColumns">Columns of a panel; tests take fewer.</param>
    public SampleGram(
        ISampleSource source, int count, double[] mean, WorkerTeam team, CancellationToken cancellationToken,
        int? panelColumns = null)
    {
        (this.source, this.mean, this.team, this.cancellationToken) = (source, mean, team, cancellationToken);
        eigen = SymmetricEigen.Decompose(Form(count, panelColumns ?? Math.Max(count, PanelCells / count)), team);
        // Below, a value is nothing but rounding, and its vector no direction in the data.
        var least = Math.Max(0, eigen.Values[0]) * count * Math.ScaleB(1, -52);
        Values = [.. eigen.Values.TakeWhile(value => value > least)];
    }

    /// <summary>The eigenvalues that are not zero, descending: at most n of them.</summary>
    public double[] Values { get; }

    /// <summary>Σ's leading eigenvectors; behind the last that has variance, directions that complete them.</summary>
    /// <param name="directions">r × m: overwritten, but for rows behind that last, whose span is kept if there is room.</param>
    public void WriteDirections(Matrix<double> directions)
    {
        var count = Math.Min(directions.Rows, Values.Length);
        var leading = directions.RowRange(0, count);
        leading.Clear();
        var start = 0;
        foreach (var rows in CenteredRows.Read(source, mean, team, cancellationToken))
        {
            var coefficients = eigen.Vectors.RowRange(0, count).ColumnRange(start, rows.Rows);
            MatrixProduct.Multiply(coefficients, rows, leading, accumulate: true, team);
            start += rows.Rows;
        }
        // In exact arithmetic they are orthogonal already; the short ones are only to rounding of the long ones.
        new OrthonormalRows(directions.Rows, directions.Columns).Compute(directions, directions, team);
        for (var i = 0; i < count; i++) SymmetricEigen.FixSign(directions.Row(i));
    }

    private Matrix<double> Form(int count, int panelColumns)
    {
        var gram = new Matrix<double>(count, count);
        var width = Math.Min(panelColumns, source.Dimension);
        var panel = new Matrix<double>(width, count);
        for (var start = 0; start < source.Dimension; start += width)
        {
            var columns = panel.RowRange(0, Math.Min(width, source.Dimension - start));
            ReadColumns(start, columns);
            MatrixProduct.AddGram(columns, gram, team);
        }
        foreach (ref var cell in gram.AsSpan()) cell /= count;
        return gram;
    }

    private void ReadColumns(int start, Matrix<double> columns)
    {
        var row = 0;
        foreach (var rows in CenteredRows.Read(source, mean, team, cancellationToken))
        {
            var job = new TransposePart(rows.ColumnRange(start, columns.Rows), columns.ColumnRange(row, rows.Rows));
            team.Run(job, BlockConversion.PartsOf(rows.Rows, columns.Rows, team));
            row += rows.Rows;
        }
    }

    /// <summary>to = fromᵀ, some columns of it.</summary>
    private readonly struct TransposePart(Matrix<double> from, Matrix<double> to) : IPartedJob
    {
        // Squares of which two fit into the first cache level.
        private const int Tile = 32;

        public void Run(int part, int parts)
        {
            var (first, count) = BlockConversion.Share(from.Columns, part, parts);
            for (var top = 0; top < from.Rows; top += Tile)
                for (var left = first; left < first + count; left += Tile)
                    Transpose(top, Math.Min(top + Tile, from.Rows), left, Math.Min(left + Tile, first + count));
        }

        private void Transpose(int top, int bottom, int left, int right)
        {
            for (var j = left; j < right; j++)
            {
                var row = to.Row(j);
                for (var i = top; i < bottom; i++) row[i] = from[i, j];
            }
        }
    }
}
