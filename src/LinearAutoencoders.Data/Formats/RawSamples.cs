using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Samples as a source has them, before they are centred and rounded.</summary>
internal interface IRawSamples
{
    /// <summary>Checks, fingerprints, centres and rounds.</summary>
    /// <exception cref="BadDataException">There are fewer than 2 samples, or a value is not finite in <typeparamref name="T"/>.</exception>
    Dataset<T> ToDataset<T>(bool center, CancellationToken cancellation) where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The values alone, rounded; any number of rows.</summary>
    /// <exception cref="BadDataException">A value is not finite in <typeparamref name="T"/>.</exception>
    Matrix<T> ToMatrix<T>(CancellationToken cancellation) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>n × m values of a file, row after row; what they stand for is value / divisor.</summary>
/// <param name="name">What the user called them.</param>
/// <param name="rows">n.</param>
/// <param name="columns">m.</param>
/// <param name="values">The first n · m elements are the data.</param>
/// <param name="divisor">255 for the pixels of MNIST, else 1.</param>
/// <typeparam name="TRaw">How the file stores a value: byte, float or double.</typeparam>
internal sealed class RawSamples<TRaw>(string name, int rows, int columns, TRaw[] values, double divisor = 1) : IRawSamples
    where TRaw : unmanaged, INumber<TRaw>
{
    /// <summary>Rows that one thread converts at a time.</summary>
    private const int RowBlock = 256;

    public int Rows => rows;

    public int Columns => columns;

    public ReadOnlySpan<TRaw> Row(int i) => values.AsSpan(i * columns, columns);

    public Dataset<T> ToDataset<T>(bool center, CancellationToken cancellation) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (rows < 2) throw new BadDataException($"{name} has {rows} sample{(rows == 1 ? "" : "s")}; give 2 or more, one a row");
        if (columns < 1) throw new BadDataException($"{name}: the samples have no columns; give each sample one value at least");
        var mean = center ? Mean(cancellation) : new double[columns];
        var samples = Round<T>(mean, cancellation);
        var fingerprint = Fingerprint.Of<TRaw>(rows, columns, values.AsSpan(0, rows * columns));
        return new Dataset<T>(name, samples, mean, fingerprint);
    }

    public Matrix<T> ToMatrix<T>(CancellationToken cancellation) where T : unmanaged, IFloatingPointIeee754<T> =>
        Round<T>(new double[columns], cancellation);

    /// <summary>The mean of each column: in double precision, summed from the first row to the last.</summary>
    private double[] Mean(CancellationToken cancellation)
    {
        var sums = new double[columns];
        var row = new double[columns];
        for (var i = 0; i < rows; i++)
        {
            if (i % RowBlock == 0) cancellation.ThrowIfCancellationRequested();
            TensorPrimitives.ConvertTruncating(Row(i), row);
            TensorPrimitives.Add<double>(sums, row, sums);
        }
        TensorPrimitives.Divide(sums, rows * divisor, sums);
        return sums;
    }

    /// <summary>value / divisor − mean, computed in double precision and rounded once.</summary>
    private Matrix<T> Round<T>(double[] mean, CancellationToken cancellation) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var samples = new Matrix<T>(rows, columns);
        var blocks = (rows + RowBlock - 1) / RowBlock;
        var firstBad = rows;
        var badLock = new Lock();
        Parallel.For(0, blocks, new ParallelOptions { CancellationToken = cancellation }, block =>
        {
            var end = Math.Min(rows, (block + 1) * RowBlock);
            var bad = RoundRows(samples, mean, block * RowBlock, end);
            if (bad == end) return;
            lock (badLock) firstBad = Math.Min(firstBad, bad);
        });
        if (firstBad < rows) throw NotFinite(samples.Row(firstBad));
        return samples;
    }

    /// <returns>The first row with a value that is not finite, or <paramref name="end"/>.</returns>
    private int RoundRows<T>(Matrix<T> samples, double[] mean, int start, int end) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<double> row = new double[columns];
        for (var i = start; i < end; i++)
        {
            TensorPrimitives.ConvertTruncating(Row(i), row);
            if (divisor != 1) TensorPrimitives.Divide(row, divisor, row);
            TensorPrimitives.Subtract(row, mean, row);
            TensorPrimitives.ConvertTruncating<double, T>(row, samples.Row(i));
            if (!TensorPrimitives.IsFiniteAll<T>(samples.Row(i))) return i;
        }
        return end;
    }

    // A NaN makes its whole column NaN through the mean, and a huge value may make the others of its column too large, so the
    // row where the trouble showed is not the one to name.
    private BadDataException NotFinite<T>(Span<T> rounded) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                if (!TRaw.IsFinite(Row(i)[j]))
                    return new BadDataException($"{Place(i, j)}: the value is {Text(Row(i)[j])}; remove or replace it");
        var column = 0;
        while (T.IsFinite(rounded[column])) column++;
        var largest = Enumerable.Range(0, rows).MaxBy(i => TRaw.Abs(Row(i)[column]));
        var precision = $"float{8 * Unsafe.SizeOf<T>()}";
        return new BadDataException(
            $"{Place(largest, column)}: {Text(Row(largest)[column])} is too large for {precision}; scale the data down");
    }

    private string Place(int i, int j) => $"{name}, row {i + 1}, column {j + 1}";

    private static string Text(TRaw value) => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
}
