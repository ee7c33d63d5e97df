using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

public class RowKernelsTests
{
    private static readonly Gen<(int Rows, int Columns, ulong Seed)> Shapes =
        Gen.Select(Gen.Int[0, 13], Gen.Int[0, 70], Gen.ULong);

    [Fact]
    public void Dots_EqualOneDotAtATime_BitForBit() => Shapes.Sample((rows, columns, seed) =>
    {
        var (matrix, x) = Draw(rows, columns, seed);
        var products = new double[rows];
        RowKernels.Dots(matrix, x, products);
        for (var i = 0; i < rows; i++) Assert.Equal(Vectors.Dot<double>(matrix.Row(i), x), products[i]);
    });

    [Fact]
    public void AddRows_EqualsOneRowAtATime_BitForBit() => Shapes.Sample((rows, columns, seed) =>
    {
        var (matrix, expected) = Draw(rows, columns, seed);
        var actual = expected.ToArray();
        var coefficients = Enumerable.Range(1, rows).Select(i => 1.0 / i).ToArray();
        RowKernels.AddRows(coefficients, matrix, actual);

        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                expected[j] = double.FusedMultiplyAdd(coefficients[i], matrix[i, j], expected[j]);
        Assert.Equal(expected, actual);
    });

    [Fact]
    public void Scale_MultipliesEachElement_AtAnyLength()
    {
        for (var length = 0; length < 40; length++)
        {
            var x = Enumerable.Range(1, length).Select(i => 1.0 / i).ToArray();
            var expected = x.Select(value => value * 0.3).ToArray();
            RowKernels.Scale(0.3, x);
            Assert.Equal(expected, x);
        }
    }

    /// <summary>A view with gaps between its rows, and a vector.</summary>
    private static (Matrix<double> Matrix, double[] X) Draw(int rows, int columns, ulong seed)
    {
        var random = new RandomSource(seed);
        var cells = new Matrix<double>(rows, columns + 3);
        random.FillNormal(cells.AsSpan());
        var x = new double[columns];
        random.FillNormal<double>(x);
        return (cells.ColumnRange(2, columns), x);
    }
}
