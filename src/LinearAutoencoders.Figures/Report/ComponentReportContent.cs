using LinearAutoencoders.Components;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Figures;

/// <summary>What a report on fitted components shows; what is null or empty is left out.</summary>
public sealed record ComponentReportContent
{
    /// <summary>The components.</summary>
    public required PrincipalComponents Model { get; init; }

    /// <summary>The command line that made them.</summary>
    public string? Command { get; init; }

    /// <summary>Settings and findings in words, in pairs of a name and a text.</summary>
    public IReadOnlyList<(string Name, string Text)> Facts { get; init; } = [];

    /// <summary>Variances that components of random data have (parallel analysis): those of the data stand out above them.</summary>
    public IReadOnlyList<double>? RandomVariances { get; init; }

    /// <summary>Scores of some samples, r × k.</summary>
    public Matrix<double>? Scores { get; init; }

    /// <summary>A label for each of these samples.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>What the labels are: a column's name.</summary>
    public string LabelName { get; init; } = "label";

    /// <summary>Hotelling's T² of each of these samples.</summary>
    public IReadOnlyList<double>? HotellingT2 { get; init; }

    /// <summary>The squared residual (SPE, Q) of each.</summary>
    public IReadOnlyList<double>? Residuals { get; init; }

    /// <summary>What T² is below in 99 of 100 normal samples.</summary>
    public double? T2Limit { get; init; }

    /// <summary>What the squared residual is below in 99 of 100.</summary>
    public double? ResidualLimit { get; init; }

    /// <summary>Rows and columns of the picture that a sample is, where it is one.</summary>
    public (int Rows, int Columns)? PictureShape { get; init; }

    /// <summary>A few samples, s × m, to be shown above what the components keep of them.</summary>
    public Matrix<double>? Examples { get; init; }
}
