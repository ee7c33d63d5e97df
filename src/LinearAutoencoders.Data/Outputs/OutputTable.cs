using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>Rows to be written, as they are read from their source.</summary>
/// <param name="Rows">The numbers.</param>
internal sealed record OutputTable(ISampleSource Rows)
{
    /// <summary>A name for each column of numbers; null: they have none.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }
}
