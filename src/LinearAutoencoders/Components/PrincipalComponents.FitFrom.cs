using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <content>Fits to samples in all the forms that programs have them in.</content>
public sealed partial class PrincipalComponents
{
    /// <summary>The leading principal components of the rows of an array.</summary>
    /// <param name="samples">n × m, one sample a row.</param>
    /// <param name="options">How many components, and of what.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="BadDataException">The data has not so many components, or a value is not finite.</exception>
    public static PrincipalComponents Fit<T>(
        T[,] samples, FitOptions options, WorkerTeam? team = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Fit(new MatrixSource<T>(Matrix.FromArray(samples)), options, team, cancellationToken);

    /// <summary>The leading principal components of rows that lie one after the other.</summary>
    /// <param name="samples">n · m values, row after row; copied.</param>
    /// <param name="columns">m.</param>
    /// <param name="options">How many components, and of what.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="BadDataException">The data has not so many components, or a value is not finite.</exception>
    /// <exception cref="ArgumentException">The values do not fill rows of so many columns.</exception>
    public static PrincipalComponents Fit<T>(
        ReadOnlySpan<T> samples, int columns, FitOptions options, WorkerTeam? team = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        var matrix = Matrix.FromRows(samples.Length / columns, columns, samples);
        return Fit(new MatrixSource<T>(matrix), options, team, cancellationToken);
    }

    /// <summary>The leading principal components of the rows of a tensor.</summary>
    /// <param name="samples">n × m, one sample a row; copied. Of a <see cref="Tensor{T}"/>: its <c>AsReadOnlyTensorSpan()</c>.</param>
    /// <param name="options">How many components, and of what.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="BadDataException">The data has not so many components, or a value is not finite.</exception>
    /// <exception cref="ArgumentException">The tensor has not two dimensions.</exception>
    public static PrincipalComponents Fit<T>(
        in ReadOnlyTensorSpan<T> samples, FitOptions options, WorkerTeam? team = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (samples.Rank != 2)
            throw new ArgumentException(Invariant($"the tensor has {samples.Rank} dimensions; give one of 2, samples × columns"));
        var matrix = new Matrix<T>(checked((int)samples.Lengths[0]), checked((int)samples.Lengths[1]));
        samples.FlattenTo(matrix.AsSpan());
        return Fit(new MatrixSource<T>(matrix), options, team, cancellationToken);
    }

    /// <summary>The leading principal components of rows, such as those of a jagged array.</summary>
    /// <param name="rows">n rows of m values; gone through once, and kept in memory until the fit is done.</param>
    /// <param name="options">How many components, and of what.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="BadDataException">The data has not so many components, or a value is not finite.</exception>
    public static PrincipalComponents Fit<T>(
        IEnumerable<T[]> rows, FitOptions options, WorkerTeam? team = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        var held = new HeldRows<T>();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            held.Add(row);
        }
        return Fit(held, options, team, cancellationToken);
    }

    /// <summary>The leading principal components of rows as they come.</summary>
    /// <param name="rows">n rows of m values, each valid until the next; kept in memory until the fit is done.</param>
    /// <param name="options">How many components, and of what.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="BadDataException">The data has not so many components, or a value is not finite.</exception>
    public static async Task<PrincipalComponents> FitAsync<T>(
        IAsyncEnumerable<ReadOnlyMemory<T>> rows, FitOptions options, WorkerTeam? team = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        var held = new HeldRows<T>();
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false)) held.Add(row.Span);
        return await FitAsync(held, options, team, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The leading principal components of rows that were summed.</summary>
    /// <param name="sum">The sum of 2 rows or more; not changed.</param>
    /// <param name="options">How many components, and of what; weights cannot be given any more.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="BadDataException">There are not so many components, too few rows, or a value is not finite.</exception>
    /// <exception cref="ArgumentException">The options have weights.</exception>
    public static PrincipalComponents Fit(
        SampleSum sum, FitOptions options, WorkerTeam? team = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sum);
        ArgumentNullException.ThrowIfNull(options);
        return Fit(new LostRows(sum, "the sum"), options, team, cancellationToken);
    }

    /// <summary>The leading principal components of the rows of a source, found on another thread.</summary>
    /// <inheritdoc cref="Fit(ISampleSource, FitOptions, WorkerTeam?, CancellationToken)"/>
    public static Task<PrincipalComponents> FitAsync(
        ISampleSource source, FitOptions options, WorkerTeam? team = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Fit(source, options, team, cancellationToken), cancellationToken);
}
