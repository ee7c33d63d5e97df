using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Data;

public class PrefetchedTests
{
    [Fact]
    public void BlocksInTurns_KeepTheirValues_WhileTheyAreUsed()
    {
        var expected = 0;
        foreach (var block in Prefetched.InTurns(_ => Numbered(), CancellationToken.None))
        {
            // The reader is far ahead of whoever sleeps, if it may be.
            if (expected % 7 == 0) Thread.Sleep(2);
            Assert.Equal(expected++, block[0, 0]);
        }
        Assert.Equal(200, expected);

        static IEnumerable<ReadOnlyMatrix<float>> Numbered()
        {
            var buffers = new Matrix<float>[Prefetched.Buffers];
            for (var i = 0; i < 200; i++)
            {
                ref var buffer = ref buffers[i % buffers.Length];
                if (buffer.Rows == 0) buffer = new Matrix<float>(1, 1);
                buffer[0, 0] = i;
                yield return buffer;
            }
        }
    }

    [Fact]
    public void WhatReadingThrows_IsThrown_BehindTheBlocksBefore()
    {
        var blocks = 0;
        Assert.Throws<BadDataException>(() =>
        {
            foreach (var _ in Prefetched.Of(_ => Failing(), CancellationToken.None)) blocks++;
        });
        Assert.Equal(5, blocks);

        static IEnumerable<ReadOnlyMatrix<double>> Failing()
        {
            for (var i = 0; i < 5; i++) yield return new Matrix<double>(2, 3);
            throw new BadDataException("cut off");
        }
    }
}
