using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>Rows whose missing values are filled in as they are read, and counted.</summary>
/// <param name="source">The rows.</param>
/// <param name="complete">Fills some of them in place, and says how many values were missing.</param>
internal sealed class CompletedSource(ISampleSource source, Func<Matrix<double>, int> complete) : ISampleSource
{
    public int Dimension => source.Dimension;

    public long? Count => source.Count;

    public string Name => source.Name;

    public double RelativeRounding => source.RelativeRounding;

    /// <summary>Values that the latest pass has filled in so far.</summary>
    public long Filled { get; private set; }

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        Filled = 0;
        foreach (var block in source.ReadBlocks(team, cancellationToken))
        {
            var completed = block.ToMatrix();
            Filled += complete(completed);
            yield return completed;
        }
    }

    public IEnumerable<ReadOnlyMatrix<float>> ReadSingleBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        Filled = 0;
        foreach (var block in source.ReadSingleBlocks(team, cancellationToken))
        {
            if (IsComplete(block, team))
            {
                yield return block;
                continue;
            }
            var completed = block.ToMatrix().ConvertTo<double>();
            Filled += complete(completed);
            yield return completed.ConvertTo<float>();
        }
    }

    private static bool IsComplete(ReadOnlyMatrix<float> block, WorkerTeam team)
    {
        var isMissing = new bool[team.Threads];
        team.Run(new SearchPart(block.Viewed, isMissing), isMissing.Length);
        return !isMissing.Contains(true);
    }

    /// <summary>Looks for missing values in some of the rows.</summary>
    private readonly struct SearchPart(Matrix<float> block, bool[] isMissing) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var end = (int)((long)block.Rows * (part + 1) / parts);
            for (var i = (int)((long)block.Rows * part / parts); i < end && !isMissing[part]; i++)
                isMissing[part] = TensorPrimitives.IsNaNAny<float>(block.Row(i));
        }
    }
}
