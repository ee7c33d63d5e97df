using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification.Beyond;

internal sealed class VaeRotationStatement : IStatement
{
    private const int Tried = 20;

    public Claim Claim { get; } = new(
        "Beyond, VAE rotation",
        "with D at its optimum the ELBO depends on a rotation of the latent space through −½ sum log(1 + Gᵢᵢ/σ²) alone, G = W₂ᵀW₂, "
            + "which is largest where G is diagonal: −½ log det(I + G/σ²) (Hadamard)",
        ClaimForm.Printed,
        "largest |difference of ELBOs − formula|, and how far any is above that of the eigenvectors of G, over the formula's size",
        "rounding of the ELBO's own terms");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        var k = problem.LatentDimension;
        var decoder = VaeWeights.Random(problem, trial.Random).DecoderTransposed;
        var noise = 0.2 * problem.Eigenvalues[0];
        var eigen = SymmetricEigen.Decompose(decoder.TimesTransposed(decoder).Symmetric());
        var value = new ObjectiveValue(problem, new LinearVae<double>());
        var best = value.Loss(OptimalVae.Of(eigen.Vectors * decoder, Math.Log(noise)));
        var least = eigen.Values.Sum(size => Math.Log(1 + size / noise)) / 2;
        var worst = 0.0;
        for (var count = 0; count < Tried; count++)
        {
            var turned = MatrixAlgebra.RandomOrthonormal(k, k, trial.Random) * decoder;
            var sizes = Enumerable.Range(0, k).Sum(i => Math.Log(1 + Vectors.SquaredNorm<double>(turned.Row(i)) / noise)) / 2;
            var above = value.Loss(OptimalVae.Of(turned, Math.Log(noise))) - best;
            worst = Math.Max(worst, Math.Max(Math.Abs(above - trial.Claimed(sizes - least)), -above));
        }
        return new Measurement(worst / least, 1e-12 * Math.Max(1, Math.Abs(best) / least), $"{Tried} rotations, {Trial.Sizes(problem)}");
    }
}
