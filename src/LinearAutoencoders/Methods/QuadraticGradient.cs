using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>
///   The form that the gradients of all quadratic reconstruction losses share; an objective sets its own two k × k factors first.
/// </summary>
/// <remarks>
///   ∂L/∂W₁ = G·W₁Σ + diag(s)·W₂ᵀΣ      ∂L/∂W₂ᵀ = C·W₂ᵀ + diag(s)·W₁Σ                          (both k × m)
///   where G is made from the decoder's Gram matrix and C from the latent covariance, by a factor, a mask or a diagonal. 4k²m flops;
///   allocates nothing once k is known.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class QuadraticGradient<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>G, k × k.</summary>
    public Matrix<T> Gram { get; private set; } = new(0, 0);

    /// <summary>C, k × k.</summary>
    public Matrix<T> Covariance { get; private set; } = new(0, 0);

    /// <summary>Makes room for latent dimension k; keeps it once it is there.</summary>
    public void Resize(int k)
    {
        if (Gram.Rows == k) return;
        Gram = new Matrix<T>(k, k);
        Covariance = new Matrix<T>(k, k);
    }

    /// <summary>G = factor · W₂ᵀW₂.</summary>
    public void SetGram(Matrix<T> decoderGram, T factor) =>
        TensorPrimitives.Multiply(decoderGram.AsSpan(), factor, Gram.AsSpan());

    /// <summary>C = factor · W₁ΣW₁ᵀ.</summary>
    public void SetCovariance(Matrix<T> latentCovariance, T factor) =>
        TensorPrimitives.Multiply(latentCovariance.AsSpan(), factor, Covariance.AsSpan());

    /// <summary>The gradient with one scale for all rows.</summary>
    /// <param name="products">W₁Σ and W₂ᵀΣ.</param>
    /// <param name="weights">W₂ᵀ.</param>
    /// <param name="gradient">Overwritten, but for its extras.</param>
    /// <param name="scale">s.</param>
    /// <param name="team">Threads to use where they pay.</param>
    public void Write(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, T scale, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(gradient);
        TensorPrimitives.Multiply(products.DecoderMoment.AsSpan(), scale, gradient.Encoder.AsSpan());
        TensorPrimitives.Multiply(products.EncoderMoment.AsSpan(), scale, gradient.DecoderTransposed.AsSpan());
        AddProducts(products, weights, gradient, team);
    }

    /// <summary>The gradient with scale sᵢ for row i.</summary>
    /// <param name="products">W₁Σ and W₂ᵀΣ.</param>
    /// <param name="weights">W₂ᵀ.</param>
    /// <param name="gradient">Overwritten, but for its extras.</param>
    /// <param name="scales">s, k values.</param>
    /// <param name="team">Threads to use where they pay.</param>
    public void Write(
        MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, ReadOnlySpan<T> scales, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(gradient);
        for (var i = 0; i < scales.Length; i++)
        {
            TensorPrimitives.Multiply(products.DecoderMoment.Row(i), scales[i], gradient.Encoder.Row(i));
            TensorPrimitives.Multiply(products.EncoderMoment.Row(i), scales[i], gradient.DecoderTransposed.Row(i));
        }
        AddProducts(products, weights, gradient, team);
    }

    private void AddProducts(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        MatrixProduct.Multiply(Gram, products.EncoderMoment, gradient.Encoder, accumulate: true, team);
        MatrixProduct.Multiply(Covariance, weights.DecoderTransposed, gradient.DecoderTransposed, accumulate: true, team);
    }
}
