using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

public class MatrixTests
{
    /// <summary>So many rows or columns, and a range of them.</summary>
    private static readonly Gen<(int Size, int Start, int Count)> Ranges =
        from size in Gen.Int[0, 5]
        from start in Gen.Int[0, size]
        from count in Gen.Int[0, size - start]
        select (size, start, count);

    [Fact]
    public void Default_IsTheEmptyMatrix_InEveryMember()
    {
        Matrix<float> empty = default;
        Assert.Equal((0, 0, 0, true), (empty.Rows, empty.Columns, empty.Stride, empty.IsContiguous));
        Assert.True(empty.AsSpan().IsEmpty);
        Assert.Equal((0, 0), Shape(empty.RowRange(0, 0)));
        Assert.Equal((0, 0), Shape(empty.ColumnRange(0, 0)));
        Assert.Equal((0, 0), Shape(empty.Reshape(0, 0, 0)));
        Assert.Equal((0, 0), Shape(empty.Clone()));
        Assert.Equal((0, 0), Shape(empty.Transpose()));
        Assert.Equal((0, 0), Shape(empty.ConvertTo<double>()));
        empty.Clear();
        empty.CopyTo(empty);
        empty.RequireShape(0, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Matrix<float>)[0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Matrix<float>).Row(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Matrix<float>).RowRange(0, 1));
        Assert.Throws<ArgumentException>(() => default(Matrix<float>).CopyTo(new Matrix<float>(1, 1)));
    }

    [Fact]
    public void Default_IsAnOperand_LikeAnyEmptyMatrix()
    {
        Matrix<double> empty = default;
        MatrixProduct.Multiply(empty, empty, empty);
        MatrixProduct.MultiplyByTransposed(empty, empty, empty);
        MatrixProduct.MultiplyTransposed(empty, empty, empty, accumulate: true);
        MatrixProduct.Multiply(empty, new PackedMatrix<double>(empty), empty);
        MatrixProduct.AddGram(empty, empty);
        Assert.Equal(0, Vectors.Dot(empty, empty));
        Assert.Empty(SymmetricEigen.Decompose(empty).Values);
        new OrthonormalRows(0, 0).Compute(empty, empty);
    }

    // Of an array, whose end is the last cell's: a view without cells must not begin beyond it.
    [Fact]
    public void Views_AreTheCellsTheyName_EmptyOnesToo() =>
        Ranges.Select(Ranges).Sample((rowRange, columnRange) =>
            {
                var ((rows, row, height), (columns, column, width)) = (rowRange, columnRange);
                var whole = new Matrix<float>(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(i => (float)i)]);
                foreach (var view in new[]
                {
                    whole.RowRange(row, height).ColumnRange(column, width),
                    whole.ColumnRange(column, width).RowRange(row, height),
                })
                {
                    Assert.Equal((height, width), Shape(view));
                    for (var i = 0; i < height; i++)
                        for (var j = 0; j < width; j++) Assert.Equal((row + i) * columns + column + j, view.Row(i)[j]);
                    if (view.IsContiguous) Assert.Equal(height * width, view.AsSpan().Length);
                    Assert.Equal((width, height), Shape(view.Transpose()));
                }
            });

    [Fact]
    public void FromRows_AndFromArray_CopyTheirCells()
    {
        double[] values = [1, 2, 3, 4, 5, 6];
        var fromRows = Matrix.FromRows<double>(2, 3, values);
        var fromArray = Matrix.FromArray(new[,] { { 1.0, 2, 3 }, { 4, 5, 6 } });
        values[0] = 100;
        Assert.Equal((2, 3), Shape(fromRows));
        Assert.Equal((2, 3), Shape(fromArray));
        Assert.Equal([1, 2, 3, 4, 5, 6], fromRows.AsSpan().ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], fromArray.AsSpan().ToArray());
        Assert.Equal((0, 3), Shape(Matrix.FromArray(new float[0, 3])));
        Assert.Equal((2, 0), Shape(Matrix.FromRows<float>(2, 0, [])));
    }

    [Fact]
    public void ReadOnlyMatrix_ViewsTheCells_AndGivesACopyToWriteTo()
    {
        var matrix = Matrix.FromArray(new[,] { { 1.0, 2, 3 }, { 4, 5, 6 } });
        ReadOnlyMatrix<double> view = matrix;
        matrix[1, 2] = 7;
        Assert.Equal((2, 3, 7), (view.Rows, view.Columns, view[1, 2]));
        Assert.Equal([4, 5, 7], view.Row(1).ToArray());
        Assert.Equal([5, 7], view.RowRange(1, 1).ColumnRange(1, 2).ToMatrix().AsSpan().ToArray());
        var copy = view.ToMatrix();
        copy[0, 0] = 100;
        Assert.Equal(1, view[0, 0]);
        view.CopyTo(copy);
        Assert.Equal(matrix.AsSpan().ToArray(), copy.AsSpan().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadOnlyMatrix<double>(matrix).Row(2).Length);
        Assert.Equal(0, default(ReadOnlyMatrix<double>).Rows);

        var product = new Matrix<double>(2, 2);
        MatrixProduct.MultiplyByTransposed(view, view, product);
        Assert.Equal([14, 35, 35, 90], product.AsSpan().ToArray());
    }

    [Fact]
    public void Errors_SayWhatIsWrong_AndNameNoParameterThatIsNone()
    {
        var matrix = new Matrix<double>(4, 5);
        AssertMessage("(4, 0) is outside a 4 × 5 matrix", Assert.Throws<ArgumentOutOfRangeException>(() => matrix[4, 0]));
        AssertMessage("(-1, 0) is outside a 4 × 5 matrix", Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(-1)));
        AssertMessage("3 rows from 2 on are not all within a 4 × 5 matrix",
            Assert.Throws<ArgumentOutOfRangeException>(() => matrix.RowRange(2, 3)));
        AssertMessage("2147483647 columns from 1 on are not all within a 4 × 5 matrix",
            Assert.Throws<ArgumentOutOfRangeException>(() => matrix.ColumnRange(1, int.MaxValue)));
        AssertMessage("5 values cannot fill 2 × 3",
            Assert.Throws<ArgumentException>(() => new Matrix<double>(2, 3, new double[5])));
        AssertMessage("5 values cannot fill 2 × 3",
            Assert.Throws<ArgumentException>(() => Matrix.FromRows<double>(2, 3, new double[5])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<double>(-2, -3, new double[6]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix.FromRows<double>(-2, -3, new double[6]));
        Assert.Throws<InvalidOperationException>(() => matrix.ColumnRange(0, 2).AsSpan().Length);

        static void AssertMessage(string expected, Exception actual) => Assert.Equal(expected, actual.Message);
    }

    [Fact]
    public void Sizes_BeyondAnArray_AreNamed()
    {
        var matrix = Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<float>(100_000, 100_000));
        Assert.StartsWith("a 100000 × 100000 matrix has more cells than the ", matrix.Message, StringComparison.Ordinal);
        var weights = Assert.Throws<ArgumentOutOfRangeException>(() => new Weights<float>(20, 60_000_000));
        Assert.StartsWith("an encoder and a decoder of k = 20 and m = 60000000 have 2400000000 parameters, more than the ",
            weights.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ElementTypes_OtherThanFloatAndDouble_AreRefused()
    {
        var error = Assert.Throws<NotSupportedException>(() => new Matrix<Half>(2, 2));
        Assert.Equal("matrices and vectors hold float or double here, not Half", error.Message);
        Assert.Throws<NotSupportedException>(() => new Matrix<Half>(1, 1, [Half.One]));
        Assert.Throws<NotSupportedException>(() => new Matrix<float>(2, 2).ConvertTo<Half>());
        Assert.Throws<NotSupportedException>(() => Vectors.Dot<Half>([Half.One], [Half.One]));
    }

    private static (int Rows, int Columns) Shape<T>(Matrix<T> matrix)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => (matrix.Rows, matrix.Columns);
}
