namespace LinearAutoencoders.Components;

/// <summary>What is fitted, and how.</summary>
public sealed record FitOptions
{
    /// <summary>How many components.</summary>
    public required ComponentCount Components { get; init; }

    /// <summary>Whether the mean of each column is subtracted, as principal components want it. Default: yes.</summary>
    public bool Center { get; init; } = true;

    /// <summary>What each column is divided by. Default: nothing.</summary>
    public ColumnScale Scale { get; init; } = ColumnScale.None;

    /// <summary>A weight of each sample, n numbers that are not negative; null, the default: all count the same.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Whether each component is held against the data once it is found. Default: yes.</summary>
    public bool Certify { get; init; } = true;

    /// <summary>The names of the columns, for the model.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }
}
