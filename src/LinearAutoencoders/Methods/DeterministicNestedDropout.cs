using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>The expectation of nested dropout over its draws (6).</summary>
/// <param name="Rho">ρ of the geometric prior, between 0 and 1.</param>
public sealed record DeterministicNestedDropout(double Rho = PrefixPrior.DefaultRho) : GradientMethod
{
    private static readonly Hyperparameter[] Settings =
        [PrefixPrior.RhoOption<DeterministicNestedDropout>(method => method.Rho, (method, value) => method with { Rho = value })];

    /// <summary>ρ of the geometric prior.</summary>
    public double Rho { get; init => field = PrefixPrior.ValidRho(value); } = PrefixPrior.ValidRho(Rho);

    /// <inheritdoc/>
    public override string Name => "deterministic-nested-dropout";

    /// <inheritdoc/>
    public override string Title => "Deterministic nested dropout";

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Paper;

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    /// <inheritdoc/>
    public override Method InUnitsOf(double unit) => this;

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        RateOf(spectrum, optimizer, 0.15 / spectrum.Largest, scaleFree: 1e-2);

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) =>
        new DeterministicNestedDropout<T>(PrefixPrior.Geometric(latentDimension, Rho));
}

/// <summary>Deterministic nested dropout: the expectation of nested dropout's loss over the kept prefix.</summary>
/// <remarks>
///   qᵢ = P(dimension i is kept), Q = diag(q), Mᵢⱼ = q_max(i,j)   (P_D and P_L in the paper)
///   L = tr Σ − 2⟨Q·W₁Σ, W₂ᵀ⟩ + ⟨M∘W₂ᵀW₂, W₁ΣW₁ᵀ⟩                        Bao et al. 2020, (6) and appendix C, times 2
///   ∂L/∂W₁ = 2((M∘W₂ᵀW₂)·W₁Σ − Q·W₂ᵀΣ)      ∂L/∂W₂ᵀ = 2((M∘W₁ΣW₁ᵀ)·W₂ᵀ − Q·W₁Σ)   (both k × m)
///   Divided by n, not 2n, as in the authors' code: the published learning rates refer to that.
/// </remarks>
public sealed class DeterministicNestedDropout<T> : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> mask;
    private readonly T[] minusTwoKept;
    private readonly double[] kept;
    private readonly QuadraticGradient<T> quadratic = new();

    /// <summary>With the keep probabilities of a prior over prefixes.</summary>
    public DeterministicNestedDropout(PrefixPrior prior) : this(prior?.KeepProbabilities ?? throw new ArgumentNullException(nameof(prior)))
    {
    }

    /// <summary>With q, k values that do not rise; the first is what tr Σ counts with.</summary>
    internal DeterministicNestedDropout(IReadOnlyList<double> keepProbabilities)
    {
        kept = [.. keepProbabilities];
        minusTwoKept = [.. kept.Select(q => T.CreateTruncating(-2 * q))];
        mask = new Matrix<T>(kept.Length, kept.Length);
        for (var i = 0; i < kept.Length; i++)
            for (var j = 0; j < kept.Length; j++)
                mask[i, j] = T.CreateTruncating(2 * kept[Math.Max(i, j)]);
    }

    /// <inheritdoc/>
    public double Evaluate(MomentProducts<T> products, Weights<T> weights, Weights<T>? gradient, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(weights);
        MaskProducts(products);
        var cross = 0.0;
        for (var i = 0; i < kept.Length; i++)
            cross += kept[i] * products.Coupling(weights, i);
        if (gradient is not null) quadratic.Write(products, weights, gradient, minusTwoKept, team);
        return kept[0] * products.Trace - 2 * cross + Vectors.Dot(quadratic.Gram, products.LatentCovariance) / 2;
    }

    private void MaskProducts(MomentProducts<T> products)
    {
        quadratic.Resize(kept.Length);
        TensorPrimitives.Multiply<T>(mask.AsSpan(), products.DecoderGram.AsSpan(), quadratic.Gram.AsSpan());
        TensorPrimitives.Multiply<T>(mask.AsSpan(), products.LatentCovariance.AsSpan(), quadratic.Covariance.AsSpan());
    }
}
