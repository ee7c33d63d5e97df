using CsCheck;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Retrieval;

namespace LinearAutoencoders.Tests.Retrieval;

public class VectorBatchesTests
{
    [Fact]
    public void Rows_ComeOnceInOrder_ButThoseLeftOut_HoweverTheyAreCut() =>
        Gen.Select(Gen.Int[1, 5000], Gen.OneOf(Gen.Int[1, 2000], Gen.Const(1024), Gen.Const(2048), Gen.Const(6000)), Gen.Int[0, 40], Gen.ULong).Sample(
            (rows, block, without, seed) =>
            {
                var leftOut = DrawnRows.Draw(rows, without, new RandomSource(seed), new HashSet<long>()).Order().ToArray();
                var values = new Matrix<float>(rows, 2);
                for (var i = 0; i < rows; i++) (values[i, 0], values[i, 1]) = (i, 1);
                var numbers = new List<long>();
                foreach (var batch in VectorBatches.Of(
                    new Cut(values, block), VectorMetric.InnerProduct, leftOut, WorkerTeam.Shared, CancellationToken.None))
                {
                    Assert.InRange(batch.Rows.Rows, 1, VectorBlock.MostRows);
                    for (var i = 0; i < batch.Rows.Rows; i++)
                    {
                        var number = batch.Numbers.Span[i];
                        Assert.Equal((number, Math.Sqrt(1.0 * number * number + 1)), ((long)batch.Rows[i, 0], batch.Lengths.Span[i]));
                        numbers.Add(number);
                    }
                }
                Assert.Equal(Enumerable.Range(0, rows).Select(row => (long)row).Except(leftOut), numbers);
            }, iter: 60);

    /// <summary>Blocks of so many rows, each in memory that the next is written to.</summary>
    private sealed class Cut(Matrix<float> values, int most) : ISampleSource
    {
        public int Dimension => values.Columns;

        public long? Count => values.Rows;

        public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
            throw new NotSupportedException("these are floats");

        public IEnumerable<ReadOnlyMatrix<float>> ReadSingleBlocks(WorkerTeam team, CancellationToken cancellationToken)
        {
            var block = new Matrix<float>(most, values.Columns);
            for (var start = 0; start < values.Rows; start += most)
            {
                var count = Math.Min(most, values.Rows - start);
                values.RowRange(start, count).CopyTo(block.RowRange(0, count));
                yield return block.RowRange(0, count);
            }
        }
    }
}
