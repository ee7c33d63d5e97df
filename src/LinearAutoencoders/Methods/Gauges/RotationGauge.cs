using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>The rotation at which a symmetric k × k matrix of the weights is diagonal and descending.</summary>
/// <remarks>
///   For penalties λ₁ ≤ λ₂ ≤ … the matrix is W₁W₁ᵀ + W₂ᵀW₂: sumᵢ λᵢ times its diagonal is least where it is diagonal and descending
///   (von Neumann), and the reconstruction is the same. For the linear VAE it is W₂ᵀW₂: with the best variances the ELBO depends on the
///   rotation through ½ sumᵢ log(1 + (W₂ᵀW₂)ᵢᵢ/σ²) alone, which is least there (Hadamard).
/// </remarks>
/// <param name="withEncoder">Whether W₁W₁ᵀ is part of the matrix.</param>
/// <param name="settings">Of the run.</param>
internal sealed class RotationGauge<T>(bool withEncoder, GaugeSettings settings) : LatentGauge<T>(settings)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NearDiagonalEigen<double> eigen = new(settings.K, settings.Team);
    private readonly Matrix<double> gram = new(settings.K, settings.K);
    private readonly Matrix<double> squares = new(settings.K, settings.K);
    private readonly Matrix<T> encoderGram = new(settings.K, settings.K);
    private readonly double[] turned = new double[settings.K];

    /// <inheritdoc/>
    protected override bool IsOrthonormal => false;

    /// <inheritdoc/>
    protected override bool Find(MomentProducts<T> products, Weights<T> weights, LatentChange<T> change, WorkerTeam team)
    {
        Widen(products.DecoderGram, gram);
        if (withEncoder)
        {
            SymmetricProduct.MultiplyByTransposed(weights.Encoder, weights.Encoder, encoderGram, team);
            Widen(encoderGram, squares);
            TensorPrimitives.Add<double>(gram.AsSpan(), squares.AsSpan(), gram.AsSpan());
        }
        if (!eigen.Decompose(gram)) return false;
        change.Set(eigen.Vectors, eigen.Vectors);
        change.FixSigns();
        return true;
    }

    /// <summary>The linear VAE's variances: D → diag(RDRᵀ), so log d → log(R∘R d); what is remembered of them turns with R∘R.</summary>
    protected override void OnApplied(LatentChange<T> change, Weights<T> weights, IReadOnlyList<OptimizerMemory<T>> memory)
    {
        if (weights.ExtraCount < turned.Length) return;
        TensorPrimitives.Multiply<double>(eigen.Vectors.AsSpan(), eigen.Vectors.AsSpan(), squares.AsSpan());
        Turn(weights.Extra, isLogarithm: true);
        for (var i = 0; i < memory.Count; i++) Turn(memory[i].Values.Extra, isLogarithm: false);
    }

    private void Turn(Span<T> values, bool isLogarithm)
    {
        for (var i = 0; i < turned.Length; i++)
        {
            turned[i] = 0;
            for (var j = 0; j < turned.Length; j++)
            {
                var value = double.CreateTruncating(values[j]);
                turned[i] += squares[i, j] * (isLogarithm ? Math.Exp(value) : value);
            }
        }
        for (var i = 0; i < turned.Length; i++) values[i] = T.CreateTruncating(isLogarithm ? Math.Log(turned[i]) : turned[i]);
    }
}
