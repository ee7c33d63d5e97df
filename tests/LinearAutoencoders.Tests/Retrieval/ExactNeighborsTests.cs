using CsCheck;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Retrieval;

namespace LinearAutoencoders.Tests.Retrieval;

public class ExactNeighborsTests
{
    private static readonly Gen<VectorMetric> Metrics = Gen.Enum<VectorMetric>();

    [Fact]
    public void Neighbors_AreThoseOfBruteForce_ToTheLastOne() =>
        Gen.Select(Gen.Int[1, 2300], Gen.Int[1, 90], Gen.Int[1, 70], Gen.Int[1, 12], Metrics, Gen.ULong).Sample(
            (rows, columns, queries, count, metric, seed) =>
            {
                var database = SampleVectors.Draw(rows, columns, seed).ConvertTo<float>();
                var asked = SampleVectors.Draw(queries, columns, seed + 1).ConvertTo<float>();
                var found = ExactNeighbors.Find(new MatrixSource<float>(database), asked, count, metric);
                for (var query = 0; query < queries; query++)
                    AssertSame(BruteForce.Nearest(database, asked.Row(query), columns, count, metric), found[query]);
            }, iter: 40);

    [Theory, InlineData(VectorMetric.Cosine), InlineData(VectorMetric.InnerProduct), InlineData(VectorMetric.Euclidean)]
    public void TiesAndZeros_GoToTheLowerRow(VectorMetric metric)
    {
        var database = SampleVectors.Draw(1500, 6, seed: 3).ConvertTo<float>();
        for (var i = 0; i < database.Rows; i++)
            if (i % 4 == 1) database.Row(i).Clear();
            else if (i % 4 == 2) database.Row(i - 2).CopyTo(database.Row(i));
        var queries = new Matrix<float>(3, 6);
        database.Row(400).CopyTo(queries.Row(0));
        database.Row(404).CopyTo(queries.Row(1));  // the third is zero
        var found = ExactNeighbors.Find(new MatrixSource<float>(database), queries, 9, metric);
        for (var query = 0; query < 3; query++)
            AssertSame(BruteForce.Nearest(database, queries.Row(query), 6, 9, metric), found[query]);
        if (metric != VectorMetric.InnerProduct) Assert.Equal([400L, 402L], found[0].Take(2).Select(near => near.Row));
    }

    [Fact]
    public void Prefixes_AreSearchedAsByThemselves()
    {
        var (database, queries) = (SampleVectors.Draw(1100, 40, 5).ConvertTo<float>(), SampleVectors.Draw(70, 40, 6).ConvertTo<float>());
        var batch = new VectorBatch(database, default, Enumerable.Range(0, 1100).Select(i => (long)i).ToArray());
        foreach (var metric in Enum.GetValues<VectorMetric>())
        {
            int[] prefixes = [1, 7, 8, 33, 40];
            var search = new PrefixSearch(queries, prefixes, keep: 11, metric);
            // In pieces, the second of which fills no block.
            search.Add(batch.Range(0, 1024), WorkerTeam.Shared);
            search.Add(batch.Range(1024, 76), WorkerTeam.Alone);
            for (var i = 0; i < prefixes.Length; i++)
                for (var query = 0; query < queries.Rows; query++)
                    AssertSame(BruteForce.Nearest(database, queries.Row(query), prefixes[i], 11, metric), search.Neighbors(i, query));
        }
    }

    [Fact]
    public void NearlyEqualScores_AreToldApart_ThoughSinglePrecisionCannot()
    {
        // Rows whose products differ by 2⁻⁴⁰ of themselves, the best ones last.
        const int rows = 600;
        var (database, query) = (new Matrix<float>(rows, 3), new Matrix<float>(1, 3, [1, 1e-6f, 1e-6f]));
        for (var i = 0; i < rows; i++) (database[i, 0], database[i, 1], database[i, 2]) = (1, i * 1e-6f, 0);
        var found = ExactNeighbors.Find(new MatrixSource<float>(database), query, 5, VectorMetric.InnerProduct)[0];
        Assert.Equal([599L, 598, 597, 596, 595], found.Select(near => near.Row));
    }

    [Fact]
    public void Values_MustBeFinite()
    {
        var database = SampleVectors.Draw(20, 4, 1);
        database[12, 2] = double.NaN;
        var refused = Assert.Throws<BadDataException>(
            () => ExactNeighbors.Find(new MatrixSource<double>(database, "x.npy"), new Matrix<float>(1, 4), 3, VectorMetric.Cosine));
        Assert.Equal("x.npy, row 13: a value is missing, not finite or too large; correct the vector or leave it out", refused.Message);
    }

    private static void AssertSame(IReadOnlyList<Neighbor> expected, IReadOnlyList<Neighbor> found)
    {
        Assert.Equal(expected.Select(near => near.Row), found.Select(near => near.Row));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-9 * (1 + Math.Abs(pair.First.Score))));
    }
}
