using LinearAutoencoders.Numerics;
using LinearAutoencoders.Retrieval;

namespace LinearAutoencoders.Tests.Retrieval;

/// <summary>Neighbours by sorting all scores in double precision: slow, short, and nothing like the code under test.</summary>
internal static class BruteForce
{
    public static Neighbor[] Nearest(Matrix<float> database, ReadOnlySpan<float> query, int length, int count, VectorMetric metric)
    {
        var q = query[..length].ToArray();
        return [.. Enumerable.Range(0, database.Rows).Select(row => new Neighbor(row, Score(q, database.Row(row)[..length], metric)))
            .OrderByDescending(near => near.Score).ThenBy(near => near.Row).Take(count)];
    }

    private static double Score(float[] q, ReadOnlySpan<float> x, VectorMetric metric)
    {
        var (dot, qq, xx, distance) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < q.Length; i++)
        {
            dot += (double)q[i] * x[i];
            qq += (double)q[i] * q[i];
            xx += (double)x[i] * x[i];
            distance += ((double)q[i] - x[i]) * ((double)q[i] - x[i]);
        }
        return metric switch
        {
            VectorMetric.Cosine => qq > 0 && xx > 0 ? dot / Math.Sqrt(qq) / Math.Sqrt(xx) : 0,
            VectorMetric.InnerProduct => dot,
            _ => -distance,
        };
    }
}
