using System.Numerics;
using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

public class MatrixProductTests
{
    public static TheoryData<string> RunnableTiles => [.. TileChoice.Runnable];

    // Sizes around the tiles' rows (4, 8), panels (3 vectors of 1 to 16 lanes) and blocks, small ones more often than large
    // ones.
    private static readonly Gen<int> Size = Gen.Frequency(
        (1, Gen.Const(0)), (6, Gen.Int[1, 26]), (4, Gen.Int[27, 110]), (1, Gen.Int[195, 230]));

    private static readonly Gen<Sizes> Products =
        Gen.Select(Size, Size, Size, Gen.Bool, Gen.Int[0, 5], (rows, columns, inner, accumulate, gap) =>
            new Sizes(rows, columns, inner, accumulate, gap));

    [Theory, MemberData(nameof(RunnableTiles))]
    public void Multiply_EqualsScalarTwin_BitForBit(string tile) => HoldsForAllSizes(
        tile,
        new Product<float>((engine, a, b, c, sizes) => MatrixProduct.Multiply(engine, a, b, c, sizes.Accumulate, null)),
        new Product<double>((engine, a, b, c, sizes) => MatrixProduct.Multiply(engine, a, b, c, sizes.Accumulate, null)));

    [Theory, MemberData(nameof(RunnableTiles))]
    public void MultiplyByTransposed_EqualsScalarTwin_BitForBit(string tile) => HoldsForAllSizes(
        tile,
        new Product<float>((engine, a, b, c, sizes) =>
            MatrixProduct.MultiplyByTransposed(engine, a, Transposed(b, sizes.Gap), c, sizes.Accumulate, null)),
        new Product<double>((engine, a, b, c, sizes) =>
            MatrixProduct.MultiplyByTransposed(engine, a, Transposed(b, sizes.Gap), c, sizes.Accumulate, null)),
        byTransposed: true);

    [Theory, MemberData(nameof(RunnableTiles))]
    public void MultiplyTransposed_EqualsScalarTwin_BitForBit(string tile) => HoldsForAllSizes(
        tile,
        new Product<float>((engine, a, b, c, sizes) =>
            MatrixProduct.MultiplyTransposed(engine, Transposed(a, sizes.Gap), b, c, sizes.Accumulate, null)),
        new Product<double>((engine, a, b, c, sizes) =>
            MatrixProduct.MultiplyTransposed(engine, Transposed(a, sizes.Gap), b, c, sizes.Accumulate, null)));

    [Theory, MemberData(nameof(RunnableTiles))]
    public void MultiplyByPacked_EqualsScalarTwin_BitForBit(string tile) => HoldsForAllSizes(
        tile,
        new Product<float>((engine, a, b, c, sizes) =>
            MatrixProduct.Multiply(a, new PackedMatrix<float>(b, engine), c, sizes.Accumulate)),
        new Product<double>((engine, a, b, c, sizes) =>
            MatrixProduct.Multiply(a, new PackedMatrix<double>(b, engine), c, sizes.Accumulate)));

    [Theory, MemberData(nameof(RunnableTiles))]
    public void MultiplyInPlace_EqualsScalarTwin_BitForBit(string tile) => Products.Sample(sizes =>
    {
        OverwritesRight<float>(tile, sizes);
        OverwritesRight<double>(tile, sizes);
    }, iter: 60);

    [Theory, MemberData(nameof(RunnableTiles))]
    public void AddGram_EqualsScalarTwin_BitForBit(string tile)
    {
        var engine = TileChoice.Engine<double>(tile);
        Products.Sample(sizes =>
        {
            SameGram(engine, Filled<float>(sizes.Inner, sizes.Columns, sizes.Gap, seed: 1));
            SameGram(engine, Filled<double>(sizes.Inner, sizes.Columns, sizes.Gap, seed: 1));
        }, iter: 25);
    }

    // The sizes at which the driver takes another path: rows that make packing pay, blocks and runs of inner indices and
    // columns.
    [Theory]
    [InlineData(255, 60, 300)]
    [InlineData(256, 60, 300)]
    [InlineData(64, 1000, 1100)]
    [InlineData(97, 53, 1100)]
    [InlineData(9, 3100, 20)]
    [InlineData(100, 3100, 30)]
    [InlineData(700, 17, 900)]
    [InlineData(2, 1000, 1500)]
    [InlineData(2, 2, 784)]
    [InlineData(20, 784, 20)]
    [InlineData(30, 18_000, 30)]
    public void Products_EqualScalarTwin_WhereTheDriverChangesItsWay(int rows, int columns, int inner)
    {
        using var four = new WorkerTeam(4);
        foreach (var accumulate in new[] { false, true })
        {
            var sizes = new Sizes(rows, columns, inner, accumulate, Gap: 3);
            AllForms<float>(sizes, null, WorkerTeam.Alone, four);
            AllForms<double>(sizes, null, WorkerTeam.Alone, four);
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(4)]
    public void Gram_HasTheSameBits_OnAnyTeam(int threads)
    {
        var samples = Filled<float>(700, 301, gap: 2, seed: 5);
        var (expected, actual) = (new Matrix<double>(301, 301), new Matrix<double>(301, 301));
        ScalarTwin.AddGram(samples, expected);
        using var team = new WorkerTeam(threads);
        MatrixProduct.AddGram(samples, actual, team);
        AssertSameBits(expected, actual);
    }

    private static void AllForms<T>(Sizes sizes, params WorkerTeam?[] teams) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (a, b, c, byTransposed) = Operands<T>(sizes);
        var product = c.Clone();
        Expect(a, b, byTransposed, sizes.Accumulate, byTransposed: true);
        Expect(a, b, product, sizes.Accumulate, byTransposed: false);
        Same(product, result => MatrixProduct.Multiply(a, new PackedMatrix<T>(b), result, sizes.Accumulate, next: new T[17 * sizes.Gap]));
        foreach (var team in teams)
        {
            Same(byTransposed, result => MatrixProduct.MultiplyByTransposed(a, Transposed(b, 1), result, sizes.Accumulate, team));
            Same(product, result => MatrixProduct.Multiply(a, b, result, sizes.Accumulate, team));
            Same(product, result => MatrixProduct.MultiplyTransposed(Transposed(a, 1), b, result, sizes.Accumulate, team));
            Same(product, result => MatrixProduct.Multiply(a, new PackedMatrix<T>(b), result, sizes.Accumulate, team));
            if (sizes.Rows == sizes.Inner && !sizes.Accumulate) Same(product, result => OverwriteRight(a, b, result, team));
        }

        void Same(Matrix<T> expected, Action<Matrix<T>> multiply)
        {
            var result = View<T>(sizes.Rows, sizes.Columns, sizes.Gap);
            c.CopyTo(result);
            multiply(result);
            AssertSameBits(expected, result);
        }
    }

    private static void OverwriteRight<T>(Matrix<T> a, Matrix<T> b, Matrix<T> result, WorkerTeam? team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        b.CopyTo(result);
        MatrixProduct.MultiplyInPlace(a, result, team);
    }

    private static void HoldsForAllSizes(
        string tile, Product<float> inFloat, Product<double> inDouble, bool byTransposed = false) =>
        Products.Sample(sizes =>
        {
            Holds(tile, sizes, inFloat, byTransposed);
            Holds(tile, sizes, inDouble, byTransposed);
        }, iter: 40);

    private static void Holds<T>(string tile, Sizes sizes, Product<T> multiply, bool byTransposed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (a, b, c, expected) = Operands<T>(sizes);
        Expect(a, b, expected, sizes.Accumulate, byTransposed);
        multiply(TileChoice.Engine<T>(tile), a, b, c, sizes);
        AssertSameBits(expected, c);
    }

    private static void OverwritesRight<T>(string tile, Sizes sizes) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (_, b, _, _) = Operands<T>(sizes with { Inner = sizes.Rows });
        var (a, expected) = (Filled<T>(sizes.Rows, sizes.Rows, sizes.Gap, seed: 1), b.Clone());
        ScalarTwin.Multiply(a, b, expected);
        MatrixProduct.MultiplyInPlace(TileChoice.Engine<T>(tile), a, b, null);
        AssertSameBits(expected, b);
    }

    private static void Expect<T>(Matrix<T> a, Matrix<T> b, Matrix<T> expected, bool accumulate, bool byTransposed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (byTransposed) ScalarTwin.MultiplyByTransposed(a, b.Transpose(), expected, accumulate);
        else ScalarTwin.Multiply(a, b, expected, accumulate);
    }

    private static (Matrix<T> A, Matrix<T> B, Matrix<T> C, Matrix<T> Expected) Operands<T>(Sizes sizes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var c = Filled<T>(sizes.Rows, sizes.Columns, sizes.Gap, seed: 3);
        var (a, b) = (Filled<T>(sizes.Rows, sizes.Inner, sizes.Gap, 1), Filled<T>(sizes.Inner, sizes.Columns, sizes.Gap, 2));
        return (a, b, c, c.Clone());
    }

    private static void SameGram<T>(ProductEngine<double> engine, Matrix<T> samples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var expected = new Matrix<double>(samples.Columns, samples.Columns);
        ScalarTwin.AddGram(samples, expected);
        var sum = expected.Clone();
        ScalarTwin.AddGram(samples, expected);
        MatrixProduct.AddGram(engine, samples, sum, null);
        AssertSameBits(expected, sum);
    }

    private static Matrix<T> Filled<T>(int rows, int columns, int gap, ulong seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrix = View<T>(rows, columns, gap);
        var random = new RandomSource(seed);
        for (var i = 0; i < rows; i++) random.FillNormal(matrix.Row(i));
        return matrix;
    }

    // A prefix of rows and columns of something larger, whose other cells would spoil any sum they got into.
    private static Matrix<T> View<T>(int rows, int columns, int gap) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var whole = new Matrix<T>(rows + gap, columns + gap);
        whole.AsSpan().Fill(T.NaN);
        return whole.RowRange(0, rows).ColumnRange(0, columns);
    }

    private static Matrix<T> Transposed<T>(Matrix<T> matrix, int gap) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var view = View<T>(matrix.Columns, matrix.Rows, gap);
        matrix.Transpose().CopyTo(view);
        return view;
    }

    private static void AssertSameBits<T>(Matrix<T> expected, Matrix<T> actual) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < expected.Rows; i++) Close.AssertSameBits<T>(expected.Row(i), actual.Row(i), $"row {i}");
    }

    public sealed record Sizes(int Rows, int Columns, int Inner, bool Accumulate, int Gap);

    private delegate void Product<T>(ProductEngine<T> engine, Matrix<T> a, Matrix<T> b, Matrix<T> c, Sizes sizes)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
