using LinearAutoencoders.Numerics;
using LinearAutoencoders.Reproduction.Results;

namespace LinearAutoencoders.Tests.Reproduction;

/// <summary>
///   Protects the verdict on figure 3: an ordered decoder, a permutation and a collapsed one are told apart, whatever the
///   signs.
/// </summary>
public sealed class DecoderOrderTests
{
    [Theory]
    [InlineData(new[] { 0, 1, 2 }, 3, 3)]
    [InlineData(new[] { 0, 2, 1 }, 1, 3)]
    [InlineData(new[] { 1, 2, 0 }, 0, 3)]
    [InlineData(new[] { 1, 1, 1 }, 1, 1)]
    public void TheLargestEntryOfEachColumnDecides(int[] rows, int inPlace, int distinct)
    {
        var map = new Matrix<double>(3, 3);
        for (var column = 0; column < 3; column++)
        {
            for (var row = 0; row < 3; row++) map[row, column] = 0.3;
            map[rows[column], column] = column % 2 == 0 ? -0.9 : 0.9;
        }
        Assert.Equal(new DecoderOrder(3, inPlace, distinct), DecoderOrder.Of(map));
    }
}
