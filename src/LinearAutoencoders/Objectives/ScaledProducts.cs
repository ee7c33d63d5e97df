using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Objectives;

/// <summary>The form that the gradients of all objectives share; each sets its own two k × k factors first.</summary>
/// <remarks>
///   ∂L/∂W₁ = G·W₁Σ + diag(s)·W₂ᵀΣ      ∂L/∂W₂ᵀ = C·W₂ᵀ + diag(s)·W₁Σ
///   where G is made from the decoder's Gram matrix and C from the latent covariance, by a factor, a mask or a diagonal.
/// </remarks>
internal sealed class ScaledProducts<T> where T : unmanaged, IFloatingPointIeee754<T>
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
    public void Gradient(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, T scale, WorkerTeam team)
    {
        TensorPrimitives.Multiply(products.DecoderMoment.AsSpan(), scale, gradient.Encoder.AsSpan());
        TensorPrimitives.Multiply(products.EncoderMoment.AsSpan(), scale, gradient.DecoderTransposed.AsSpan());
        AddProducts(products, weights, gradient, team);
    }

    /// <summary>The gradient with scale sᵢ for row i.</summary>
    public void Gradient(
        MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, ReadOnlySpan<T> scales, WorkerTeam team)
    {
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
