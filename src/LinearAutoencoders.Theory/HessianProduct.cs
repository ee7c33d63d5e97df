using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory;

/// <summary>
///   The Hessian of a regularised or masked reconstruction loss times a direction, at any weights, without forming the Hessian.
/// </summary>
/// <remarks>
///   L = tr Σ − 2⟨Q·W₂ᵀΣ, W₁⟩ + ⟨M∘W₂ᵀW₂, W₁ΣW₁ᵀ⟩ + sumᵢ λᵢ(‖W₁[i,:]‖² + ‖W₂[:,i]‖²)
///   Non-uniform ℓ₂, (3): Q = I, Mᵢⱼ = 1. Deterministic nested dropout, (6) times 2: qᵢ kept, Mᵢⱼ = q_max(i,j), λ = 0.
///   Along (D₁, D₂), with G′ = D₂ᵀW₂ + W₂ᵀD₂ and C′ = D₁ΣW₁ᵀ + W₁ΣD₁ᵀ:
///   H₁ = 2((M∘G′)·W₁Σ + (M∘W₂ᵀW₂)·D₁Σ − Q·D₂ᵀΣ) + 2ΛD₁      H₂ᵀ = 2((M∘C′)·W₂ᵀ + (M∘W₁ΣW₁ᵀ)·D₂ᵀ − Q·D₁Σ) + 2ΛD₂ᵀ
/// </remarks>
internal sealed class HessianProduct
{
    private readonly TheoryProblem problem;
    private readonly double[] kept;
    private readonly double[] penalties;

    private HessianProduct(TheoryProblem problem, IEnumerable<double> kept, IEnumerable<double> penalties)
    {
        this.problem = problem;
        this.kept = [.. kept];
        this.penalties = [.. penalties];
    }

    /// <summary>Of objective (3).</summary>
    public static HessianProduct NonUniformL2(TheoryProblem problem) =>
        new(problem, problem.Penalties.Select(_ => 1.0), problem.Penalties);

    /// <summary>Of deterministic nested dropout, divided by n.</summary>
    public static HessianProduct NestedDropout(TheoryProblem problem) =>
        new(problem, problem.Prior.KeepProbabilities, problem.Penalties.Select(_ => 0.0));

    /// <summary>Of the reconstruction loss (1).</summary>
    public static HessianProduct Reconstruction(TheoryProblem problem) =>
        new(problem, problem.Penalties.Select(_ => 1.0), problem.Penalties.Select(_ => 0.0));

    /// <summary>σ₁²: what curvatures are measured in.</summary>
    public double LargestEigenvalue => problem.Eigenvalues[0];

    /// <summary>H · direction.</summary>
    public Weights<double> Times(Weights<double> weights, Weights<double> direction) => At(weights)(direction);

    /// <summary>dᵀ H d.</summary>
    public double Along(Weights<double> weights, Weights<double> direction) => direction.Dot(Times(weights, direction));

    /// <summary>The product with H at fixed weights; what depends on the weights alone is computed once.</summary>
    public Func<Weights<double>, Weights<double>> At(Weights<double> weights)
    {
        var (w1, w2) = (weights.Encoder, weights.DecoderTransposed);
        var encoderMoment = problem.TimesMoment(w1);
        var gram = Masked(w2.TimesTransposed(w2));
        var covariance = Masked(encoderMoment.TimesTransposed(w1));
        return direction =>
        {
            var (d1, d2) = (direction.Encoder, direction.DecoderTransposed);
            var (d1Moment, d2Moment) = (problem.TimesMoment(d1), problem.TimesMoment(d2));
            var gramChange = Masked(2.0 * d2.TimesTransposed(w2).Symmetric());
            var covarianceChange = Masked(2.0 * d1Moment.TimesTransposed(w1).Symmetric());
            var first = gramChange * encoderMoment + gram * d1Moment - Rows(kept, d2Moment) + Rows(penalties, d1);
            var second = covarianceChange * w2 + covariance * d2 - Rows(kept, d1Moment) + Rows(penalties, d2);
            return WeightAlgebra.Of(2.0 * first, 2.0 * second);
        };
    }

    /// <summary>All of H, 2km × 2km, in the order of <see cref="Weights{T}.Values"/>: for small problems.</summary>
    public Matrix<double> Dense(Weights<double> weights)
    {
        var size = weights.Values.Length;
        var hessian = new Matrix<double>(size, size);
        var product = At(weights);
        for (var i = 0; i < size; i++)
        {
            var unit = weights.CreateAlike();
            unit.Values[i] = 1;
            product(unit).Values.CopyTo(hessian.Row(i));
        }
        return hessian.Symmetric();
    }

    private Matrix<double> Masked(Matrix<double> a) => a.Map((i, j, value) => kept[Math.Max(i, j)] * value);

    private static Matrix<double> Rows(double[] factors, Matrix<double> a) => a.Map((i, _, value) => factors[i] * value);
}
