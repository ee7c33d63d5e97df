using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>A change of the latent space, W₁ → TW₁, W₂ → W₂T⁻¹, and what it does to all that a step knows.</summary>
/// <remarks>12k²m flops with Nesterov momentum, 16k²m with Adam, and 6k³; allocates nothing.</remarks>
/// <param name="k">The latent dimension.</param>
/// <param name="m">The dimension of the weights' rows.</param>
internal sealed class LatentTransform<T>(int k, int m) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> forward = new(k, k);
    private readonly Matrix<T> dual = new(k, k);
    private readonly Matrix<T> squares = new(k, k);
    private readonly Matrix<T> corner = new(k, k);
    private readonly Matrix<T> rows = new(k, m);

    /// <summary>T, k × k.</summary>
    public Matrix<double> Forward { get; } = new(k, k);

    /// <summary>T⁻ᵀ, k × k.</summary>
    public Matrix<double> Dual { get; } = new(k, k);

    /// <summary>Turns the signs so that Tᵢᵢ ≥ 0: no unit jumps to its opposite.</summary>
    public void FixSigns()
    {
        for (var i = 0; i < k; i++)
        {
            if (!(Forward[i, i] < 0)) continue;
            RowKernels.Scale(-1, Forward.Row(i));
            RowKernels.Scale(-1, Dual.Row(i));
        }
    }

    /// <summary>Changes weights, products and memory.</summary>
    /// <param name="products">At the weights.</param>
    /// <param name="weights">W₁ and W₂ᵀ.</param>
    /// <param name="memory">Of the optimizer.</param>
    /// <param name="isOrthonormal">Whether T makes W₂ᵀW₂ the identity.</param>
    /// <param name="team">Threads to use where they pay.</param>
    public void Apply(
        MomentProducts<T> products, Weights<T> weights, IReadOnlyList<OptimizerMemory<T>> memory, bool isOrthonormal, WorkerTeam team)
    {
        TensorPrimitives.ConvertTruncating<double, T>(Forward.AsSpan(), forward.AsSpan());
        TensorPrimitives.ConvertTruncating<double, T>(Dual.AsSpan(), dual.AsSpan());
        Multiply(forward, weights.Encoder, team);
        Multiply(dual, weights.DecoderTransposed, team);
        Multiply(forward, products.EncoderMoment, team);
        Multiply(dual, products.DecoderMoment, team);
        Congruent(forward, products.LatentCovariance, team);
        if (isOrthonormal) SetIdentity(products.DecoderGram);
        else Congruent(dual, products.DecoderGram, team);
        for (var i = 0; i < memory.Count; i++) Apply(memory[i], team);
    }

    private void Apply(OptimizerMemory<T> memory, WorkerTeam team)
    {
        var isSquared = memory.Kind == MemoryKind.SquaredGradients;
        Multiply(isSquared ? Squares(dual) : dual, memory.Values.Encoder, team);
        Multiply(isSquared ? Squares(forward) : forward, memory.Values.DecoderTransposed, team);
    }

    private Matrix<T> Squares(Matrix<T> matrix)
    {
        TensorPrimitives.Multiply<T>(matrix.AsSpan(), matrix.AsSpan(), squares.AsSpan());
        return squares;
    }

    /// <summary>a ← t · a.</summary>
    private void Multiply(Matrix<T> t, Matrix<T> a, WorkerTeam team)
    {
        MatrixProduct.Multiply(t, a, rows, team: team);
        rows.CopyTo(a);
    }

    /// <summary>c ← t · c · tᵀ, symmetric.</summary>
    private void Congruent(Matrix<T> t, Matrix<T> c, WorkerTeam team)
    {
        MatrixProduct.Multiply(t, c, corner, team: team);
        SymmetricProduct.MultiplyByTransposed(corner, t, c, team);
    }

    private static void SetIdentity(Matrix<T> matrix)
    {
        matrix.Clear();
        for (var i = 0; i < matrix.Rows; i++) matrix[i, i] = T.One;
    }
}
