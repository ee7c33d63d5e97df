using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>What a change of the latent space, W₁ → TW₁, W₂ → W₂T⁻¹, does to all that a step knows.</summary>
/// <remarks>12k²m flops with Nesterov momentum, 16k²m with Adam, and at most 6k³; allocates nothing.</remarks>
/// <param name="k">The latent dimension.</param>
internal sealed class LatentTransform<T>(int k) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> squares = new(k, k);
    private readonly Matrix<T> corner = new(k, k);

    /// <summary>Changes weights, products and memory.</summary>
    /// <param name="change">T and T⁻ᵀ.</param>
    /// <param name="products">At the weights.</param>
    /// <param name="weights">W₁ and W₂ᵀ.</param>
    /// <param name="memory">Of the optimizer.</param>
    /// <param name="isOrthonormal">Whether T makes W₂ᵀW₂ the identity.</param>
    /// <param name="team">Threads to use where they pay.</param>
    public void Apply(
        LatentChange<T> change, MomentProducts<T> products, Weights<T> weights, IReadOnlyList<OptimizerMemory<T>> memory,
        bool isOrthonormal, WorkerTeam team)
    {
        var (forward, dual) = (change.Forward, change.Dual);
        MatrixProduct.MultiplyInPlace(forward, weights.Encoder, team);
        MatrixProduct.MultiplyInPlace(dual, weights.DecoderTransposed, team);
        products.Transform(forward, dual, team);
        if (products.HasLatentCovariance) Congruent(forward, products.LatentCovariance, team);
        if (isOrthonormal) products.SetOrthonormalDecoder();
        else Congruent(dual, products.DecoderGram, team);
        for (var i = 0; i < memory.Count; i++) Apply(memory[i], forward, dual, team);
    }

    private void Apply(OptimizerMemory<T> memory, Matrix<T> forward, Matrix<T> dual, WorkerTeam team)
    {
        var isSquared = memory.Kind == MemoryKind.SquaredGradients;
        MatrixProduct.MultiplyInPlace(isSquared ? Squares(dual) : dual, memory.Values.Encoder, team);
        MatrixProduct.MultiplyInPlace(isSquared ? Squares(forward) : forward, memory.Values.DecoderTransposed, team);
    }

    private Matrix<T> Squares(Matrix<T> matrix)
    {
        TensorPrimitives.Multiply<T>(matrix.AsSpan(), matrix.AsSpan(), squares.AsSpan());
        return squares;
    }

    /// <summary>c ← t · c · tᵀ, symmetric.</summary>
    private void Congruent(Matrix<T> t, Matrix<T> c, WorkerTeam team)
    {
        MatrixProduct.Multiply(t, c, corner, team: team);
        SymmetricProduct.MultiplyByTransposed(corner, t, c, team);
    }
}
