using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>What there is of missing values in rows, found in one pass: NaN is one.</summary>
internal sealed class MissingSurvey
{
    private readonly long[] present;
    private readonly double[] sums;

    private MissingSurvey(int columns) => (present, sums) = (new long[columns], new double[columns]);

    /// <summary>Whether each row is complete.</summary>
    public List<bool> IsComplete { get; } = [];

    public long Values { get; private set; }

    public long Rows => IsComplete.Count(complete => !complete);

    /// <summary>Columns with a missing value.</summary>
    public int Columns => present.Count(count => count < IsComplete.Count);

    /// <summary>Whether a column has no value at all.</summary>
    public bool IsEmpty(int column) => present[column] == 0;

    public bool HasMissing(int column) => present[column] < IsComplete.Count;

    /// <summary>The means of the values that are there.</summary>
    public double[] Means => [.. sums.Zip(present, (sum, count) => sum / Math.Max(1, count))];

    public static MissingSurvey Of(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken)
    {
        var survey = new MissingSurvey(source.Dimension);
        foreach (var block in source.ReadBlocks(team, cancellationToken))
            for (var i = 0; i < block.Rows; i++) survey.Add(block.Row(i));
        return survey;
    }

    private void Add(ReadOnlySpan<double> row)
    {
        var missing = 0;
        for (var j = 0; j < row.Length; j++)
        {
            if (double.IsNaN(row[j]))
            {
                missing++;
                continue;
            }
            present[j]++;
            sums[j] += row[j];
        }
        Values += missing;
        IsComplete.Add(missing == 0);
    }
}
