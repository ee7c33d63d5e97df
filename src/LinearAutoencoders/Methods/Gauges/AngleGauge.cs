using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Makes the decoder's columns orthonormal, and turns latent space a step towards a diagonal, ordered W₁ΣW₁ᵀ.</summary>
/// <remarks>
///   C = W₁ΣW₁ᵀ once the columns are orthonormal; in mini-batches the average of those of the steps, turned with the latent space
///   Jacobi: Aᵢⱼ = ½ atan2(2Cᵢⱼ, Cᵢᵢ − Cⱼⱼ) for i &lt; j      scaled: Aᵢⱼ = Cᵢⱼ/C₁₁      Aⱼᵢ = −Aᵢⱼ      A ← A·min(1, 1/‖A‖)
///   R = (I − A/2)⁻¹(I + A/2) = (2I + A)S⁻¹ − I,  S = I + AAᵀ/4      T = R·(W₂ᵀW₂)^½      T⁻ᵀ = R·(W₂ᵀW₂)^−½
///   A step with Jacobi's angles is Newton's on what is off the diagonal: it knows no gap between variances. Angles in proportion to C
///   are the paper's, at twice the rate that is sure to be stable. The loss is kept exactly, by the orthogonal R.
/// </remarks>
/// <param name="isJacobi">Whether the angles are Jacobi's.</param>
/// <param name="settings">Of the run.</param>
internal sealed class AngleGauge<T>(bool isJacobi, GaugeSettings settings) : LatentGauge<T>(settings)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int k = settings.K;
    private readonly SymmetricRoot root = new(settings.K, settings.Team);
    private readonly TriangularFactor factor = new(settings.K);
    private readonly Matrix<double> forward = new(settings.K, settings.K);
    private readonly Matrix<double> dual = new(settings.K, settings.K);
    private readonly Matrix<double> angles = new(settings.K, settings.K);
    private readonly Matrix<double> rotation = new(settings.K, settings.K);
    private readonly Matrix<double> moment = new(settings.K, settings.K);
    private readonly Matrix<double> work = new(settings.K, settings.K);
    private readonly Matrix<double> average = new(settings.K, settings.K);
    private readonly long[] averaged = [0];
    private readonly double weight = settings.Weight;

    /// <inheritdoc/>
    public override IReadOnlyList<StateArray> State => weight < 1
        ? [.. base.State, StateArray.Of("gauge-averaged", averaged.AsMemory()), StateArray.Of("gauge-moment", average)] : base.State;

    /// <inheritdoc/>
    protected override bool Find(MomentProducts<T> products, Weights<T> weights, LatentChange<T> change, WorkerTeam team)
    {
        Widen(products.DecoderGram, moment);
        if (!root.Compute(moment)) return false;
        Widen(products.LatentCovariance, moment);
        Congruent(root.Root, moment, team);
        Average();
        SetAngles();
        if (!SetRotation(team)) return false;
        Congruent(rotation, average, team);
        MatrixProduct.Multiply(rotation, root.Root, forward, team: team);
        MatrixProduct.Multiply(rotation, root.InverseRoot, dual, team: team);
        change.Set(forward, dual);
        return true;
    }

    private void Average()
    {
        var beta = averaged[0]++ == 0 ? 1 : weight;
        var newest = moment.AsSpan();
        var mean = average.AsSpan();
        for (var i = 0; i < mean.Length; i++) mean[i] = beta == 1 ? newest[i] : (1 - beta) * mean[i] + beta * newest[i];
    }

    private void SetAngles()
    {
        var (square, largest) = (0.0, average[0, 0]);
        for (var i = 0; i < k; i++) largest = Math.Max(largest, average[i, i]);
        for (var i = 0; i < k; i++)
        {
            angles[i, i] = 0;
            for (var j = i + 1; j < k; j++)
            {
                var angle = isJacobi ? 0.5 * Math.Atan2(2 * average[i, j], average[i, i] - average[j, j])
                    : largest > 0 ? average[i, j] / largest : 0;
                (angles[i, j], angles[j, i]) = (angle, -angle);
                square += 2 * angle * angle;
            }
        }
        // The Frobenius norm bounds the largest angle of R's planes.
        if (!(square > 1)) return;
        foreach (ref var angle in angles.AsSpan()) angle /= Math.Sqrt(square);
    }

    private bool SetRotation(WorkerTeam team)
    {
        SymmetricProduct.MultiplyByTransposed(angles, angles, work, team);
        foreach (ref var cell in work.AsSpan()) cell /= 4;
        for (var i = 0; i < k; i++) work[i, i]++;
        if (!factor.Factor(work, team)) return false;
        MatrixProduct.MultiplyTransposed(factor.InverseTransposed, factor.InverseTransposed, work, team: team);
        for (var i = 0; i < k; i++) angles[i, i] = 2;
        MatrixProduct.Multiply(angles, work, rotation, team: team);
        for (var i = 0; i < k; i++) rotation[i, i]--;
        return true;
    }

    /// <summary>c ← t · c · tᵀ.</summary>
    private void Congruent(Matrix<double> t, Matrix<double> c, WorkerTeam team)
    {
        MatrixProduct.Multiply(t, c, work, team: team);
        SymmetricProduct.MultiplyByTransposed(work, t, c, team);
    }
}
