using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>The ritz gauge of a decoder alone: one product with Σ.</summary>
internal sealed class TiedRitz<T>(GaugeSettings settings) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly DiagonalBasis<T> basis = new(settings);
    private readonly LatentChange<T> change = new(settings.K);
    private readonly Matrix<T> gram = new(settings.K, settings.K);

    /// <inheritdoc cref="DiagonalBasis{T}.State"/>
    public IReadOnlyList<StateArray> State => basis.State;

    /// <summary>W₂ᵀΣ, k × m, after the gauge.</summary>
    public Matrix<T> DecoderMoment { get; } = new(settings.K, settings.M);

    /// <summary>W₂ᵀΣW₂'s diagonal, k values.</summary>
    public ReadOnlySpan<double> Values => basis.Values;

    /// <summary>Changes a decoder, and what moves with it.</summary>
    /// <param name="moment">Σ.</param>
    /// <param name="decoder">W₂ᵀ → T⁻ᵀW₂ᵀ.</param>
    /// <param name="displacement">Likewise; null: none.</param>
    /// <returns>False where there is no such gauge, or no variance within the decoder's span: then nothing is changed.</returns>
    public bool Apply(ISecondMoment<T> moment, Matrix<T> decoder, Matrix<T>? displacement)
    {
        var team = settings.Team;
        moment.Apply(decoder, DecoderMoment, team);
        SymmetricProduct.MultiplyByTransposed(decoder, decoder, gram, team);
        SymmetricProduct.MultiplyByTransposed(decoder, DecoderMoment, basis.Moment, team);
        if (!basis.Find(gram, isLatent: false, change) || !(basis.Values[0] > 0)) return false;
        Multiply(decoder);
        Multiply(DecoderMoment);
        if (displacement is { } moved) Multiply(moved);
        return true;
    }

    private void Multiply(Matrix<T> target) => MatrixProduct.MultiplyInPlace(change.Dual, target, settings.Team);
}
