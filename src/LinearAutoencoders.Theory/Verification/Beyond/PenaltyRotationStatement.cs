using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification.Beyond;

internal sealed class PenaltyRotationStatement : IStatement
{
    private const int Tried = 40;

    public Claim Claim { get; } = new(
        "Beyond, ℓ₂ rotation",
        "of all rotations of the latent space the eigenvectors of N = W₁W₁ᵀ + W₂ᵀW₂, in descending order, give the non-uniform ℓ₂ penalty "
            + "its least value, sum λᵢνᵢ, ν the eigenvalues of N (von Neumann)",
        ClaimForm.Printed,
        "larger of |penalty − formula| there and formula − penalty at any other rotation, over the penalty",
        "rounding of sums of km terms");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        var k = problem.LatentDimension;
        var weights = WeightAlgebra.Random(problem, trial.Random, 1);
        var size = (weights.Encoder.TimesTransposed(weights.Encoder)
            + weights.DecoderTransposed.TimesTransposed(weights.DecoderTransposed)).Symmetric();
        var eigen = SymmetricEigen.Decompose(size);
        var least = trial.Claimed(problem.Penalties.Select((penalty, i) => penalty * eigen.Values[i]).Sum());
        var worst = Math.Abs(Penalty(problem, eigen.Vectors, size) - least);
        for (var count = 0; count < Tried; count++)
        {
            var (i, j) = (trial.Random.NextBelow(k), trial.Random.NextBelow(k));
            var turn = count % 2 == 0 || i == j ? MatrixAlgebra.RandomOrthonormal(k, k, trial.Random)
                : MatrixAlgebra.Rotation(k, i, j, 0.01 * trial.Random.NextUniform()) * eigen.Vectors;
            worst = Math.Max(worst, least - Penalty(problem, turn, size));
        }
        return new Measurement(worst / Math.Abs(least), 1e-13, $"{Tried} rotations, {Trial.Sizes(problem)}");
    }

    private static double Penalty(TheoryProblem problem, Matrix<double> rotation, Matrix<double> size)
    {
        var turned = (rotation * size).TimesTransposed(rotation);
        return problem.Penalties.Select((penalty, i) => penalty * turned[i, i]).Sum();
    }
}
