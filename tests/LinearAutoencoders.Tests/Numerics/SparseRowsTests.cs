using System.Numerics;
using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>
/// Samples most of whose cells are alike: nothing of them is lost, and their products are the same bits on every machine.
/// </summary>
public unsafe class SparseRowsTests
{
    public static TheoryData<string> RunnableTiles => [.. TileChoice.Runnable];

    private static readonly Gen<Problem> Problems =
        from m in Gen.Int[1, 60]
        from n in Gen.Int[1, 50]
        from seed in Gen.ULong
        select new Problem(1, m, n, seed);

    [Fact]
    public void CommonValuesAndCells_AreTheMatrix() => Problems.Sample(problem =>
    {
        var samples = problem.SparseSamples;
        var sparse = SparseRows<double>.Of(samples);
        if (sparse is null)
        {
            // With few cells, chance may leave too many of their own value.
            Assert.True(problem.N < 20 || problem.N * problem.M < 200, "a sparse matrix was not taken for one");
            return;
        }
        for (var i = 0; i < samples.Rows; i++)
        {
            var row = sparse.Common.ToArray();
            for (var cell = sparse.Starts[i]; cell < sparse.Starts[i + 1]; cell++)
                row[sparse.ColumnOf[cell]] += sparse.Values[cell];
            for (var j = 0; j < row.Length; j++)
            {
                var tolerance = 4 * Close.Rounding * (Math.Abs(samples[i, j]) + Math.Abs(sparse.Common[j]));
                Close.Assert(samples[i, j], row[j], tolerance, $"cell {i}, {j}");
            }
        }
        Assert.True(sparse.Values.Length <= samples.Rows * samples.Columns / 4);
    });

    [Fact]
    public void Columns_WithoutACommonValue_AreKeptWhole()
    {
        var samples = new Problem(1, M: 40, N: 30, Seed: 5).SparseSamples;
        for (var i = 0; i < samples.Rows; i++) samples[i, 7] = i + 1;
        var sparse = SparseRows<double>.Of(samples)!;
        Assert.Equal(0, sparse.Common[7]);
        Assert.Equal(samples.Rows, sparse.ColumnOf.Count(column => column == 7));
    }

    [Fact]
    public void Columns_TakeTheirMostFrequentValue_AlsoBelowHalfOfTheCells()
    {
        var samples = new Problem(1, M: 40, N: 50, Seed: 5).SparseSamples;
        for (var i = 0; i < samples.Rows; i++) samples[i, 7] = i % 5 < 2 ? -3 : i;
        var sparse = SparseRows<double>.Of(samples)!;
        Assert.Equal(-3, sparse.Common[7]);
        Assert.Equal(30, sparse.ColumnOf.Count(column => column == 7));
    }

    [Fact]
    public void Matrices_ThatDoNotPay_AreLeftDense()
    {
        Assert.Null(SparseRows<double>.Of(new Problem(1, M: 20, N: 50, Seed: 1).Samples));
        Assert.Null(SparseRows<float>.Of(new Matrix<float>(1, ushort.MaxValue + 2)));
        Assert.NotNull(SparseRows<float>.Of(new Matrix<float>(1, ushort.MaxValue + 1)));
        // Alike at first, of their own value later on.
        var late = new Matrix<double>(3000, 4);
        for (var i = 1500; i < late.Rows; i++) late.Row(i).Fill(i);
        Assert.Null(SparseRows<double>.Of(late));
    }

    [Theory, MemberData(nameof(RunnableTiles))]
    public void Products_HaveTheBitsOfTheScalarOnes_AndAreTheSums(string tile) => Problems.Sample(problem =>
    {
        AssertProducts<float>(tile, problem, 1e-6);
        AssertProducts<double>(tile, problem, 1e-14);
    });

    private static void AssertProducts<T>(string tile, Problem problem, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // A row of up to 60 cells at chosen columns, times a matrix of 1 .. 50 columns.
        var random = problem.Random(31);
        ushort[] columnOf = [.. Enumerable.Range(0, problem.M).Where(_ => random.NextBelow(3) > 0).Select(j => (ushort)j)];
        var width = 1 + random.NextBelow(50);
        var values = problem.Normal(1, problem.M, stream: 32).ConvertTo<T>().AsSpan()[..columnOf.Length].ToArray();
        var w = Padded(problem.Normal(problem.M, width, stream: 33)).ConvertTo<T>();
        var start = Padded(problem.Normal(1, width, stream: 34)).ConvertTo<T>();

        var (expected, actual) = (Both(TileChoice.Engine<T>("scalar")), Both(TileChoice.Engine<T>(tile)));
        Assert.Equal(expected.Product, actual.Product);
        Assert.Equal(expected.Sum, actual.Sum);
        for (var l = 0; l < width; l++)
        {
            var sum = double.CreateTruncating(start[0, l]);
            for (var cell = 0; cell < columnOf.Length; cell++)
                sum += double.CreateTruncating(values[cell]) * double.CreateTruncating(w[columnOf[cell], l]);
            Close.Assert(sum, double.CreateTruncating(actual.Product[l]), tolerance * 60, $"column {l}");
        }
        for (var cell = 0; cell < columnOf.Length; cell++)
            for (var l = 0; l < width; l++)
            {
                var before = double.CreateTruncating(w[columnOf[cell], l]);
                var added = double.CreateTruncating(values[cell]) * double.CreateTruncating(start[0, l]);
                var after = double.CreateTruncating(actual.Sum[columnOf[cell] * w.Stride + l]);
                Close.Assert(before + added, after, tolerance * 20, $"cell {cell}, {l}");
            }

        (T[] Product, T[] Sum) Both(ProductEngine<T> engine)
        {
            var (product, sum) = (new Matrix<T>(1, start.Columns), w.Clone());
            fixed (ushort* columns = columnOf)
            fixed (T* cells = values, pw = &w.Origin, ps = &start.Origin, pp = &product.Origin, psum = &sum.Origin)
            {
                var row = new SparseRow<T> { Columns = columns, Values = cells, Count = columnOf.Length };
                engine.MultiplySparse(in row, pw, w.Stride, ps, pp, width);
                // In two parts, as two threads do it.
                foreach (var part in new[] { row.Between(0, problem.M / 2), row.Between(problem.M / 2, problem.M) })
                    engine.AddSparseTransposed(in part, ps, psum, sum.Stride, width);
            }
            return (product.Row(0)[..width].ToArray(), sum.AsSpan().ToArray());
        }
    }

    // What lies beyond the last column is zero, so that no width of register changes it.
    private static Matrix<double> Padded(Matrix<double> matrix)
    {
        var padded = new Matrix<double>(matrix.Rows, (matrix.Columns + 15) / 16 * 16);
        matrix.CopyTo(padded.ColumnRange(0, matrix.Columns));
        return padded;
    }
}
