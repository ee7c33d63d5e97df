using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>Spectral inference networks with a linear network: the components are the rows of L⁻¹W, W itself is not.</summary>
/// <remarks>
///   D = diag(L)⁻¹(L⁻¹B − tril(Λ)L⁻¹W),   LLᵀ = WWᵀ,   Λ = L⁻¹CL⁻ᵀ        metric <c>exact</c>: known, so unbiased in mini-batches
///   D = diag(L)⁻¹(L⁻¹BΣ − tril(Λ)L⁻¹B̄),  LLᵀ = C̄,    Λ = L⁻¹BBᵀL⁻ᵀ      metric <c>average</c>: C̄ and B̄ are moving averages
///   Pfau et al. 2018 (arXiv:1806.02215), their masked gradient. Theirs has the second form, as the metric of a network's features can
///   only be estimated: the operator is the kernel xᵀx′, and two products with Σ a step.
/// </remarks>
/// <param name="Metric"><c>exact</c> or <c>average</c>.</param>
/// <param name="AverageWeight">β: C̄ ← (1 − β)C̄ + βC; between 0 and 1.</param>
public sealed record Spin(string Metric = Spin.Exact, double AverageWeight = Spin.DefaultAverageWeight) : OneMatrixRule
{
    /// <summary>WWᵀ.</summary>
    public const string Exact = "exact";

    /// <summary>A moving average of WΣWᵀ.</summary>
    public const string Average = "average";

    private const double DefaultAverageWeight = 0.1;

    private static readonly string[] Choices = [Exact, Average];

    private static readonly Hyperparameter[] Settings =
    [
        Hyperparameter.Choice<Spin>("metric", "that of the weights, or a moving average of the latent covariance", Choices,
            method => method.Metric, (method, value) => method with { Metric = value }),
        Hyperparameter.Number<Spin>("average-weight", "of a step in the moving averages",
            method => method.AverageWeight, (method, value) => method with { AverageWeight = value }),
    ];

    /// <summary><c>exact</c> or <c>average</c>.</summary>
    public string Metric { get; init => field = Require.OneOf(Choices, value, "the metric"); } =
        Require.OneOf(Choices, Metric, "the metric");

    /// <summary>β.</summary>
    public double AverageWeight { get; init => field = ValidWeight(value); } = ValidWeight(AverageWeight);

    /// <inheritdoc/>
    public override string Name => "spin";

    /// <inheritdoc/>
    public override string Title => "SpIN";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    private protected override bool StartsOrthonormal => true;

    private bool IsAverage => Metric == Average;

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        RateOf(spectrum, IsAverage ? 0.1 : 0.5);

    /// <inheritdoc/>
    public override IUpdate<T> CreateUpdate<T>(UpdateContext<T> context) =>
        IsAverage ? new SpinAverage<T>(context, AverageWeight) : base.CreateUpdate(context);

    /// <inheritdoc/>
    internal override IMatrixRule<T> CreateRule<T>(int k, int m) => new Rule<T>(k);

    /// <summary>
    ///   Encoder and decoder are the rows of L⁻¹W, of unit length: LLᵀ = WWᵀ, which is Gram and Schmidt's way; of averages, LLᵀ = WΣWᵀ of
    ///   all samples, which they estimate.
    /// </summary>
    public override void ReadOut(Weights<double> weights, ISecondMoment<double> moment, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(moment);
        if (IsAverage) Whiten(weights, moment, team);
        else
            new OrthonormalRows(weights.LatentDimension, weights.DataDimension).Compute(weights.DecoderTransposed, weights.Encoder, team);
        weights.Encoder.CopyTo(weights.DecoderTransposed);
    }

    private static void Whiten(Weights<double> weights, ISecondMoment<double> moment, WorkerTeam team)
    {
        var (k, w) = (weights.LatentDimension, weights.DecoderTransposed);
        var (covariance, factor) = (new Matrix<double>(k, k), new InverseFactor<double>(k));
        moment.Apply(w, weights.Encoder, team);
        SymmetricProduct.MultiplyByTransposed(weights.Encoder, w, covariance, team);
        factor.Compute(covariance);
        MatrixProduct.Multiply<double>(factor.Inverse, w, weights.Encoder, team: team);
        for (var i = 0; i < k; i++)
            if (Vectors.SquaredNorm<double>(weights.Encoder.Row(i)) is > 0 and var square)
                RowKernels.Scale(1 / Math.Sqrt(square), weights.Encoder.Row(i));
    }

    private static double ValidWeight(double weight) => Require.Between(0, weight, 1, "the weight of a moving average");

    private sealed class Rule<T>(int k) : IMatrixRule<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Matrix<T> gram = new(k, k);
        private readonly SpinFactors<T> factors = new(k);

        public void Write(Matrix<T> w, Matrix<T> product, Matrix<T> covariance, Matrix<T> direction, WorkerTeam team)
        {
            SymmetricProduct.MultiplyByTransposed(w, w, gram, team);
            factors.Compute(gram, covariance, team);
            factors.Write(product, w, direction, team);
        }
    }
}

/// <summary>D = diag(L)⁻¹(L⁻¹P − tril(Λ)L⁻¹R), LLᵀ the metric, Λ = L⁻¹KL⁻ᵀ; of k × k factors and two k × m matrices.</summary>
internal sealed class SpinFactors<T>(int k) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly InverseFactor<T> factor = new(k);
    private readonly Matrix<T> half = new(k, k);
    private readonly Matrix<T> mask = new(k, k);
    private readonly Matrix<T> pull = new(k, k);
    private readonly Matrix<T> push = new(k, k);

    /// <summary>diag(L)⁻¹L⁻¹, and −diag(L)⁻¹tril(Λ)L⁻¹.</summary>
    /// <param name="metric">LLᵀ, k × k.</param>
    /// <param name="covariance">K, k × k.</param>
    /// <param name="team">Threads to use where they pay.</param>
    public void Compute(Matrix<T> metric, Matrix<T> covariance, WorkerTeam team)
    {
        factor.Compute(metric);
        MatrixProduct.Multiply(factor.Inverse, covariance, half, team: team);
        MatrixProduct.MultiplyByTransposed(half, factor.Inverse, mask, team: team);
        RuleParts.NegateLower(mask, withDiagonal: true);
        MatrixProduct.Multiply(mask, factor.Inverse, pull, team: team);
        for (var i = 0; i < k; i++)
        {
            var length = factor.Diagonal[i];
            var scale = length > 0 ? T.CreateTruncating(1 / length) : T.Zero;
            TensorPrimitives.Multiply(factor.Inverse.Row(i), scale, push.Row(i));
            TensorPrimitives.Multiply(pull.Row(i), scale, pull.Row(i));
        }
    }

    /// <summary>Overwrites D.</summary>
    public void Write(Matrix<T> pushed, Matrix<T> pulled, Matrix<T> direction, WorkerTeam team)
    {
        MatrixProduct.Multiply(push, pushed, direction, team: team);
        MatrixProduct.Multiply(pull, pulled, direction, accumulate: true, team);
    }
}
