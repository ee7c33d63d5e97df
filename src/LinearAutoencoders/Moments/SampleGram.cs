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

    /// <summary>Columns summed between two looks at whether to stop.</summary>
    private const int MostSummed = 1024;

    private readonly ISampleSource source;
    private readonly double[] mean;
    private readonly WorkerTeam team;
    private readonly CancellationToken cancellationToken;
    private readonly Lazy<SymmetricEigen> all;
    private readonly Lazy<double[]> values;

    /// <summary>Forms G.</summary>
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
        Matrix = Form(count, panelColumns ?? PanelWidth(count));
        all = new(() => SymmetricEigen.Decompose(Matrix, team, cancellationToken));
        values = new(() => AboveRounding(All.Values));
    }

    /// <summary>G, n × n.</summary>
    public Matrix<double> Matrix { get; }

    /// <summary>All eigenpairs of G.</summary>
    public SymmetricEigen All => all.Value;

    /// <summary>The rows in coordinates of Σ's eigenvectors whose eigenvalue is not zero, n × r; null where not all are known.</summary>
    public Matrix<double>? Scores()
    {
        if (!all.IsValueCreated) return null;
        var scores = new Matrix<double>(Matrix.Rows, Values.Length);
        for (var j = 0; j < scores.Columns; j++)
            for (var i = 0; i < scores.Rows; i++) scores[i, j] = Math.Sqrt(Matrix.Rows * Values[j]) * All.Vectors[j, i];
        return scores;
    }

    /// <summary>The eigenvalues that are not zero, descending: at most n of them.</summary>
    public double[] Values => values.Value;

    /// <summary>The same if all were computed already; null: only leading ones were searched for.</summary>
    public double[]? KnownValues => all.IsValueCreated ? Values : null;

    /// <summary>Those of the leading eigenvalues that are not zero.</summary>
    public double[] AboveRounding(IEnumerable<double> descending)
    {
        // Below, a value is nothing but rounding, and its vector no direction in the data.
        var least = Math.Max(0, descending.First()) * Matrix.Rows * Math.ScaleB(1, -52);
        return [.. descending.TakeWhile(value => value > least)];
    }

    /// <summary>What is known of k eigenpairs of Σ from as many of G, or all there are.</summary>
    /// <remarks>
    ///   G u − λu = r makes Σv − λv = Xᵀr/√(nλ), of length ‖r‖ √(λ₁/λ) at most; the sums of Xᵀu add rounding of that kind, by tr G
    ///   instead of λ₁.
    /// </remarks>
    public RitzEstimate OfSecondMoment(RitzEstimate found, int k)
    {
        var values = AboveRounding(found.Values);
        var rounding = Matrix.Rows * Math.ScaleB(1, -52) * Math.Max(0, found.Values[0]);
        var trace = Enumerable.Range(0, Matrix.Rows).Sum(i => Matrix[i, i]);
        double ValueOf(int i) => i < values.Length ? values[i] : i < source.Dimension ? 0 : double.NegativeInfinity;
        double ResidualOf(int i) => i < values.Length && values[i] > 0
            ? (found.Residuals[i] + rounding) * Math.Sqrt(trace / values[i])
            : 2 * rounding;
        var all = Enumerable.Range(0, k + 1);
        return found with { Values = [.. all.Select(ValueOf)], Residuals = [.. all.Select(ResidualOf)] };
    }

    /// <summary>Σ's leading eigenvectors; behind the last that has variance, directions that complete them.</summary>
    /// <param name="directions">r × m: overwritten, but for rows behind that last, whose span is kept if there is room.</param>
    public void WriteDirections(Matrix<double> directions) =>
        WriteDirections(All.Vectors.RowRange(0, Math.Min(directions.Rows, Values.Length)), directions);

    /// <summary>Σ's eigenvectors of some leading ones of G; behind them, directions that complete them.</summary>
    /// <param name="vectors">s × n, of eigenvalues that are not zero.</param>
    /// <param name="directions">r × m, r ≥ s: overwritten, but for rows behind s, whose span is kept if there is room.</param>
    public void WriteDirections(Matrix<double> vectors, Matrix<double> directions)
    {
        var count = vectors.Rows;
        var leading = directions.RowRange(0, count);
        leading.Clear();
        var start = 0;
        foreach (var rows in CenteredRows.Read(source, mean, team, cancellationToken))
        {
            var coefficients = vectors.ColumnRange(start, rows.Rows);
            MatrixProduct.Multiply(coefficients, rows, leading, accumulate: true, team);
            start += rows.Rows;
        }
        // In exact arithmetic they are orthogonal already; the short ones are only to rounding of the long ones.
        new OrthonormalRows(directions.Rows, directions.Columns).Compute(directions, directions, team);
        for (var i = 0; i < count; i++) SymmetricEigen.FixSign(directions.Row(i));
    }

    /// <summary>Passes over n rows of m columns that forming G takes.</summary>
    public static int PanelsOf(long count, int columns) => (columns - 1) / PanelWidth((int)count) + 1;

    /// <summary>Memory of a panel.</summary>
    public static long PanelBytes(long count, int columns) =>
        sizeof(double) * count * Math.Min(columns, PanelWidth((int)Math.Min(count, int.MaxValue)));

    private static int PanelWidth(int count) => Math.Max(count, PanelCells / count);

    private Matrix<double> Form(int count, int panelColumns)
    {
        var gram = new Matrix<double>(count, count);
        var width = Math.Min(panelColumns, source.Dimension);
        var panel = new Matrix<double>(width, count);
        for (var start = 0; start < source.Dimension; start += width)
        {
            var columns = panel.RowRange(0, Math.Min(width, source.Dimension - start));
            ReadColumns(start, columns);
            for (var top = 0; top < columns.Rows; top += MostSummed)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var rows = columns.RowRange(top, Math.Min(MostSummed, columns.Rows - top));
                GramSum.Add(ChosenEngine<double>.Value, rows, gram, team, mirror: false);
            }
        }
        DeadMemory.GiveBack(sizeof(double) * (long)width * count);
        SymmetricProduct.MirrorUpperTriangle(gram);
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
