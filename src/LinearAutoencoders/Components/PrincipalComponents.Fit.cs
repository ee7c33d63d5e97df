using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

public sealed partial class PrincipalComponents
{
    /// <summary>The leading principal components of the rows of a source.</summary>
    /// <param name="source">The rows; read once or a few times.</param>
    /// <param name="options">How many components, and of what.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">
    ///   Stops the fit: what its search has is returned, <see cref="Provenance.IsInterrupted"/> and without a certificate.
    /// </param>
    /// <exception cref="BadDataException">The data has not so many components, or a value is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before there was anything to return.</exception>
    public static PrincipalComponents Fit(
        ISampleSource source, FitOptions options, WorkerTeam? team = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return new ComponentFit(source, options, team ?? WorkerTeam.Shared, cancellationToken).Run();
    }

    /// <summary>The leading principal components of the rows of a matrix.</summary>
    /// <param name="samples">n × m, one sample a row.</param>
    /// <param name="count">How many.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="BadDataException">The data has not so many components, or a value is not finite.</exception>
    public static PrincipalComponents Fit<T>(
        Matrix<T> samples, ComponentCount count, WorkerTeam? team = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Fit(new MatrixSource<T>(samples), new FitOptions { Components = count }, team, cancellationToken);

    /// <summary>This model with a certificate: each component held against data, the one it was fitted to or other.</summary>
    /// <param name="moments">Of samples as they are: where the model has a scale, they are scaled here.</param>
    /// <param name="options">What to look at; none: everything.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">The data has other columns.</exception>
    public PrincipalComponents Certify(
        DataMoments moments, CertifyOptions? options = null, WorkerTeam? team = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(moments);
        RequireColumns(moments.Dimension, Dimension, "the data", "columns");
        team ??= WorkerTeam.Shared;
        var scaled = scale is null ? moments
            : new DataMoments(ScaledSource.Of(moments.Source, scale), moments.IsCentered, team, cancellationToken: cancellationToken);
        var facts = SampleFacts.Of(scaled.Count, scaled.IsCentered, scaled.Mean, scale: null);
        return Describe(Provenance, ColumnNames, Certifier.Of(components, scaled, options ?? new(), facts, team).Run());
    }

    /// <summary>The components that a trained autoencoder has learned, whatever its gauge.</summary>
    /// <remarks>
    ///   Q: orthonormal rows that span the decoder's columns     Q Σ Qᵀ = V D Vᵀ     U = Vᵀ Q     variances D
    ///   <para>Of all bases of that subspace the one in which the data's scores are uncorrelated, in order of their variances
    ///   (Rayleigh and Ritz). Where the subspace is that of the leading eigenvectors, it is the eigenvectors. Latent dimensions
    ///   whose decoder column is zero have no component.</para>
    /// </remarks>
    /// <param name="weights">The autoencoder of data less its mean.</param>
    /// <param name="moments">The moments of that data.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <exception cref="ArgumentException">The weights are of data of other columns, not finite, or all zero.</exception>
    public static PrincipalComponents Canonicalize<T>(Weights<T> weights, DataMoments moments, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(moments);
        return RayleighRitz.Of(weights.DecoderTransposed, moments, team ?? WorkerTeam.Shared);
    }
}
