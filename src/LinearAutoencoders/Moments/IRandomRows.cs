using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>A source that may go to a row without reading those before it.</summary>
internal interface IRandomRows
{
    /// <summary>Some rows, each value rounded once to single precision.</summary>
    /// <param name="numbers">Which, from 0, rising.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>A row for each number; null: those before them would have to be read.</returns>
    Matrix<float>? ReadRows(IReadOnlyList<long> numbers, CancellationToken cancellationToken);
}
