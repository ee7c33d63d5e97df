using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>What products promise beside their bits: clear errors, no allocation, no cell touched outside.</summary>
public class MatrixProductDoorTests
{
    public static TheoryData<string> RunnableTiles => [.. TileChoice.Runnable];

    [Fact]
    public void Multiply_NamesBothShapesAndTheMend_WhenInnerSizesDiffer()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            MatrixProduct.Multiply(new Matrix<float>(20, 784), new Matrix<float>(1000, 3), new Matrix<float>(20, 3)));
        Assert.Equal("a is 20 × 784 but b has 1000 rows; a · b needs a b of 784 × 3, or an a of 20 × 1000", error.Message);
    }

    [Fact]
    public void MultiplyByTransposed_NamesBothShapesAndTheMend_WhenInnerSizesDiffer()
    {
        var (a, b, c) = (new Matrix<float>(20, 784), new Matrix<float>(3, 1000), new Matrix<float>(20, 3));
        var error = Assert.Throws<ArgumentException>(() => MatrixProduct.MultiplyByTransposed(a, b, c));
        Assert.Equal("a is 20 × 784 but b has 1000 columns; a · bᵀ needs a b of 3 × 784, or an a of 20 × 1000", error.Message);
    }

    [Fact]
    public void MultiplyTransposed_NamesBothShapesAndTheMend_WhenInnerSizesDiffer()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            MatrixProduct.MultiplyTransposed(new Matrix<float>(784, 20), new Matrix<float>(1000, 3), new Matrix<float>(20, 3)));
        Assert.Equal("a is 784 × 20 but b has 1000 rows; aᵀ · b needs a b of 784 × 3, or an a of 1000 × 20", error.Message);
    }

    [Fact]
    public void MultiplyByPacked_NamesBothShapes_WhenInnerSizesDiffer()
    {
        var packed = new PackedMatrix<float>(new Matrix<float>(1000, 3));
        var error = Assert.Throws<ArgumentException>(() =>
            MatrixProduct.Multiply(new Matrix<float>(20, 784), packed, new Matrix<float>(20, 3)));
        Assert.StartsWith("a is 20 × 784 but b has 1000 rows; ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Products_NameBothShapes_WhenTheResultIsAnother()
    {
        var (a, b) = (new Matrix<double>(4, 5), new Matrix<double>(5, 6));
        var error = Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(a, b, new Matrix<double>(6, 4)));
        Assert.Equal("the result is 6 × 4 but the product is 4 × 6; pass a matrix of that shape", error.Message);
        Assert.Throws<ArgumentException>(() => MatrixProduct.AddGram(a, new Matrix<double>(5, 4)));
    }

    [Fact]
    public void TileChoice_NamesTheTilesToChooseFrom_WhenAskedForAnother()
    {
        var error = Assert.Throws<UserErrorException>(() => TileChoice.Chosen("vector1024"));
        Assert.StartsWith(
            "LAE_TILE is 'vector1024', which is no tile of this machine; use ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("scalar, or unset it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TileChoice_TakesTheBest_UnlessToldOtherwise()
    {
        Assert.Equal(TileChoice.Runnable.First(), TileChoice.Chosen(null));
        Assert.Equal("scalar", TileChoice.Chosen("scalar"));
    }

    [Fact]
    public void Products_AllocateNothing_AfterTheFirst()
    {
        var products = new ManyProducts<float>(WorkerTeam.Alone);
        products.Run();
        products.Run();
        // The runtime may allocate as it compiles anew what it runs; a product that allocates does so in every run.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => products.BytesOfARun()));
    }

    // Which parts a thread takes is chance, so its scratch memory may grow a few times; it must not go on.
    [Fact]
    public void Products_AllocateNothing_OnATeam_OnceItsThreadsHaveSeenTheirParts()
    {
        using var team = new WorkerTeam(2);
        var products = new ManyProducts<float>(team);
        for (var run = 0; run < 10; run++) products.Run();
        Assert.Contains(0, Enumerable.Range(0, 10).Select(_ => products.BytesOfARun()));
    }

    // The result lies within a larger matrix of marks, and the operands end where memory does: the next page traps.
    [Theory, MemberData(nameof(RunnableTiles))]
    public void Products_TouchNothingOutside(string tile)
    {
        Assert.SkipUnless(GuardedMatrix.IsAvailable, "only Linux with pages of 4 KB has the guard page that this needs");
        for (var rows = 1; rows <= 9; rows += 4)
            for (var columns = 1; columns <= 51; columns++)
                foreach (var inner in new[] { 1, 2, 5, 19, 64, 71 })
                    StayInside(tile, rows, columns, inner);
    }

    private static void StayInside(string tile, int rows, int columns, int inner)
    {
        var engine = TileChoice.Engine<float>(tile);
        using var a = new GuardedMatrix(rows, inner);
        using var aTransposed = new GuardedMatrix(inner, rows);
        using var b = new GuardedMatrix(inner, columns);
        using var bTransposed = new GuardedMatrix(columns, inner);
        using var c = new GuardedMatrix(rows, columns);
        foreach (var accumulate in new[] { false, true })
        {
            engine.Run(Product(a.Origin, (inner, 1), b.Origin, (columns, 1)), null);
            engine.Run(Product(a.Origin, (inner, 1), bTransposed.Origin, (1, inner)), null);
            engine.Run(Product(aTransposed.Origin, (1, rows), b.Origin, (columns, 1)), null);
            Assert.True(c.MarksAreWhole);

            unsafe Product<float> Product(
                nint left, (int Row, int Inner) stepsA, nint right, (int Inner, int Column) stepsB) => new()
                {
                    Rows = rows,
                    Columns = columns,
                    Inner = inner,
                    Accumulate = accumulate,
                    ByTransposed = stepsB.Inner == 1,
                    A = (float*)left,
                    ARow = stepsA.Row,
                    AInner = stepsA.Inner,
                    B = (float*)right,
                    BInner = stepsB.Inner,
                    BColumn = stepsB.Column,
                    C = (float*)c.Origin,
                    CRow = columns,
                };
        }
    }

    private sealed class ManyProducts<T>(WorkerTeam team) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        private readonly Matrix<T> a = new(20, 300), b = new(300, 333), square = new(300, 300);
        private readonly Matrix<T> result = new(20, 333), gram = new(20, 20);
        private readonly Matrix<T> samples = new(500, 300), codes = new(500, 20), moment = new(20, 300);
        private readonly Matrix<double> sum = new(300, 300);
        private readonly PackedMatrix<T> packed = new(new Matrix<T>(300, 300));

        public long BytesOfARun()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        public void Run()
        {
            MatrixProduct.Multiply(a, b, result, team: team);
            MatrixProduct.Multiply(a, packed, moment, team: team);
            MatrixProduct.MultiplyByTransposed(a, a, gram, team: team);
            MatrixProduct.MultiplyByTransposed(samples, a, codes, team: team);
            MatrixProduct.MultiplyTransposed(codes, samples, moment, team: team);
            MatrixProduct.MultiplyTransposed(samples, samples, square, team: team);
            MatrixProduct.AddGram(samples, sum, team);
        }
    }
}
