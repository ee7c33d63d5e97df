using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>What somebody holds to be the principal components of some data: any rows, of any length, in any order.</summary>
/// <remarks>Its scores of a sample x are Rows · ((x − Mean) / Scale) + Offset.</remarks>
public sealed class CandidateComponents
{
    private readonly Matrix<double> rows;

    /// <summary>Of rows that are copied.</summary>
    /// <param name="rows">k × m; none of them zero.</param>
    /// <exception cref="ArgumentException">There is no row, one is zero, or a value is not finite.</exception>
    public CandidateComponents(ReadOnlyMatrix<double> rows)
    {
        this.rows = rows.ToMatrix();
        if (rows.Rows == 0 || rows.Columns == 0) throw new ArgumentException("there is no component");
        for (var i = 0; i < rows.Rows; i++)
            if (!(Vectors.SquaredNorm(rows.Row(i)) is > 0 and < double.PositiveInfinity))
                throw new ArgumentException(Invariant($"component {i + 1} is zero, or has a value that is not finite"));
    }

    /// <summary>k × m.</summary>
    public ReadOnlyMatrix<double> Rows => rows;

    /// <summary>k.</summary>
    public int Count => rows.Rows;

    /// <summary>m.</summary>
    public int Dimension => rows.Columns;

    /// <summary>What is subtracted from a sample, m values; null: nobody said.</summary>
    public IReadOnlyList<double>? Mean { get; init => field = Fitting(value, Dimension, "means", "columns"); }

    /// <summary>What a sample is then divided by, m values; null: nothing.</summary>
    public IReadOnlyList<double>? Scale { get; init => field = Fitting(value, Dimension, "scales", "columns"); }

    /// <summary>What is added to each score, k values, as ML.NET does instead of a mean; null: nothing.</summary>
    public IReadOnlyList<double>? Offset { get; init => field = Fitting(value, Count, "offsets", "components"); }

    /// <summary>The variances that they claim, divided by n − 1, k values; null: none.</summary>
    public IReadOnlyList<double>? ExplainedVariance { get; init => field = Fitting(value, Count, "variances", "components"); }

    /// <summary>The names of the columns; null: none.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init => field = Fitting(value, Dimension, "column names", "columns"); }

    /// <summary>Those of a model.</summary>
    public static CandidateComponents Of(PrincipalComponents model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(model.Components)
        {
            Mean = model.Mean,
            Scale = model.Scale,
            ExplainedVariance = model.ExplainedVariance,
            ColumnNames = model.ColumnNames,
        };
    }

    /// <summary>Holds them against data: which of its eigenvectors each is, how far off, and what is lost.</summary>
    /// <param name="moments">Of samples as they are: scaled here, where these have a scale.</param>
    /// <param name="tolerance">The angle, in radians, from which on an axis counts as wrong; the default is 0.1°.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadDataException">The data has other columns, or does not vary.</exception>
    public ComponentComparison CompareWith(
        DataMoments moments, double tolerance = Math.PI / 1800, WorkerTeam? team = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(moments);
        if (moments.Dimension != Dimension)
            throw new BadDataException(Invariant(
                $"{moments.Source.Name} has {moments.Dimension} columns but the components have {Dimension}; give data like theirs"));
        team ??= WorkerTeam.Shared;
        var scaled = Scale is null ? moments
            : new DataMoments(ScaledSource.Of(moments.Source, Scale), moments.IsCentered, team, cancellationToken: cancellationToken);
        if (scaled.Trace <= 0) throw new BadDataException($"{moments.Source.Name}: all samples are the same; give data that varies");
        return new ComponentComparer(this, scaled, tolerance, team).Run();
    }

    private static IReadOnlyList<T>? Fitting<T>(IReadOnlyList<T>? values, int count, string what, string of) =>
        values is null || values.Count == count ? values
            : throw new ArgumentException(Invariant($"there are {values.Count} {what} for {count} {of}; give one for each"));
}
