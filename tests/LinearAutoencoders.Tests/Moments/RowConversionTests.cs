using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Moments;

/// <summary>What every value of the data goes through, at lengths around every width of a vector.</summary>
public class RowConversionTests
{
    private const int LongestRow = 70;

    [Fact]
    public void SubtractAndRound_RoundsEachDifferenceOnce()
    {
        for (var length = 0; length <= LongestRow; length++)
        {
            var (row, offset) = (Normals(length, stream: 1), Normals(length, stream: 2));
            var (single, full) = (new float[length], new double[length]);
            Assert.True(RowConversion.SubtractAndRound<float>(row, offset, single));
            Assert.True(RowConversion.SubtractAndRound<double>(row, offset, full));
            Assert.Equal(row.Zip(offset, (x, shift) => (float)(x - shift)), single);
            Assert.Equal(row.Zip(offset, (x, shift) => x - shift), full);
        }
    }

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(-1e300)]
    public void SubtractAndRound_SeesAValueThatIsNotFinite_WhereverItIs(double value)
    {
        for (var position = 0; position < LongestRow; position++)
        {
            var row = Normals(LongestRow, stream: 1);
            row[position] = value;
            Assert.False(RowConversion.SubtractAndRound<float>(row, new double[LongestRow], new float[LongestRow]));
            Assert.Equal(
                double.IsFinite(value), RowConversion.SubtractAndRound<double>(row, new double[LongestRow], new double[LongestRow]));
        }
    }

    [Fact]
    public void LookUp_IsTheQuotient_OfEveryByte()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        var widened = new double[bytes.Length];
        RowConversion.LookUp(bytes, RowConversion.Quotients(255), widened);
        Assert.Equal(bytes.Select(value => value / 255.0), widened);
    }

    private static double[] Normals(int length, ulong stream)
    {
        var values = new double[length];
        new RandomSource(3, stream).FillNormal<double>(values);
        return values;
    }
}
