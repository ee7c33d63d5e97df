using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>Gradient ascent on Brockett's function tr(N WΣWᵀ) over orthonormal rows: row i becomes the i-th component.</summary>
/// <remarks>
///   D = 2NB − (NC + CN)W, N = diag(k, k − 1, …, 1)/k      rate between components i and j: (nᵢ − nⱼ)(σᵢ² − σⱼ²)
///   Brockett 1991; the paper's (51). The retraction is that of QR (Absil, Mahony and Sepulchre 2008) or Cayley's (Wen and Yin 2013).
/// </remarks>
/// <param name="Retraction"><c>qr</c> or <c>cayley</c>.</param>
public sealed record Brockett(string Retraction = Brockett.Qr) : OneMatrixRule
{
    /// <summary>The orthonormal factor of W + αD.</summary>
    public const string Qr = "qr";

    /// <summary>The Cayley transform of the turn along D.</summary>
    public const string Cayley = "cayley";

    private static readonly string[] Choices = [Qr, Cayley];

    private static readonly Hyperparameter[] Settings =
    [
        Hyperparameter.Choice<Brockett>("retraction", "how a step stays among orthonormal rows", Choices,
            method => method.Retraction, (method, value) => method with { Retraction = value }),
    ];

    /// <summary><c>qr</c> or <c>cayley</c>.</summary>
    public string Retraction { get; init => field = Require.OneOf(Choices, value, "the retraction"); } =
        Require.OneOf(Choices, Retraction, "the retraction");

    /// <inheritdoc/>
    public override string Name => "brockett";

    /// <inheritdoc/>
    public override string Title => "Brockett flow";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    private protected override bool StartsOrthonormal => true;

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) => RateOf(spectrum, 0.25);

    /// <inheritdoc/>
    internal override IMatrixRule<T> CreateRule<T>(int k, int m) => new Rule<T>();

    internal override IRetraction<T> CreateRetraction<T>(int k, int m) =>
        Retraction == Cayley ? new CayleyStep<T>(k, m) : new OrthonormalStep<T>(k, m);

    private sealed class Rule<T> : IMatrixRule<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Write(Matrix<T> w, Matrix<T> product, Matrix<T> covariance, Matrix<T> direction, WorkerTeam team)
        {
            var k = w.Rows;
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < k; j++) covariance[i, j] *= T.CreateTruncating(-(2.0 * k - i - j) / k);
                TensorPrimitives.Multiply(product.Row(i), T.CreateTruncating(2.0 * (k - i) / k), direction.Row(i));
            }
            MatrixProduct.Multiply(covariance, w, direction, accumulate: true, team);
        }
    }
}
