using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>EigenGame: unit i is a player who maximises its variance less its overlap with the players before it.</summary>
/// <remarks>
///   Γ = 2(B − tril₋(C·diag(C)⁻¹)B), strictly lower      D = Γ − diag(ΓWᵀ)W, then rows of unit length
///   Gemp, McWilliams, Vernade and Graepel 2020 (arXiv:2010.00554), all players at once; written from memory of the paper and checked by
///   where it converges. The ratio of two estimates is biased in mini-batches: there it ends near the components, not at them.
/// </remarks>
public sealed record EigenGame : OneMatrixRule
{
    /// <inheritdoc/>
    public override string Name => "eigengame";

    /// <inheritdoc/>
    public override string Title => "EigenGame";

    private protected override bool StartsOrthonormal => true;

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) => RateOf(spectrum, 0.25);

    /// <inheritdoc/>
    internal override IMatrixRule<T> CreateRule<T>(int k, int m) => new Rule<T>();

    internal override IRetraction<T> CreateRetraction<T>(int k, int m) => new UnitRowsStep<T>();

    private sealed class Rule<T> : IMatrixRule<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Write(Matrix<T> w, Matrix<T> product, Matrix<T> covariance, Matrix<T> direction, WorkerTeam team)
        {
            var two = T.CreateTruncating(2);
            for (var i = covariance.Rows - 1; i >= 0; i--)
            {
                var row = covariance.Row(i);
                // A player without any variance in this batch is in nobody's way.
                for (var j = 0; j < i; j++) row[j] = covariance[j, j] > T.Zero ? -two * row[j] / covariance[j, j] : T.Zero;
                row[i..].Clear();
                row[i] = two;
            }
            MatrixProduct.Multiply(covariance, product, direction, team: team);
            RuleParts.RemoveOwnPart(w, direction);
        }
    }
}
