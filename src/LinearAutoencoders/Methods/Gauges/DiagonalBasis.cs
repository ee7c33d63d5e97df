using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>The T at which the decoder's columns are orthonormal and a second moment in the latent space is diagonal and ordered.</summary>
/// <remarks>
///   W₂ᵀW₂ = RᵀR      latent: VᵀDV = R·W₁ΣW₁ᵀ·Rᵀ      ritz: VᵀDV = R⁻ᵀ·W₂ᵀΣW₂·R⁻¹      rows of V the eigenvectors, D descending
///   T = VR      T⁻ᵀ = VR⁻ᵀ
///   Where W₂ᵀW₂ = G is near I and the second moment nearly diagonal, as they are but for a run's first steps, T⁻ᵀ is refined from I, and
///   no factor is needed:      T = T⁻ᵀG      ritz: T⁻ᵀ·W₂ᵀΣW₂·T⁻¹ = D      latent: T⁻ᵀ·G·W₁ΣW₁ᵀ·G·T⁻¹ = D
///   In mini-batches the second moment is an average over steps, of weight β for the newest. It turns with the gauge, and that makes it
///   D: k numbers are all there is to remember. R is found in double precision, T⁻ᵀ is refined in the weights'. 2k³ to 20k³ flops, and
///   no allocation.
/// </remarks>
internal sealed class DiagonalBasis<T>(GaugeSettings settings) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TriangularFactor factor = new(settings.K);
    private readonly NearDiagonalEigen<T> eigen = new(settings.K, settings.Team);
    private readonly Matrix<double> wide = new(settings.K, settings.K);
    private readonly Matrix<T> upper = new(settings.K, settings.K);
    private readonly Matrix<T> inverse = new(settings.K, settings.K);
    private readonly Matrix<T> work = new(settings.K, settings.K);
    private readonly double[] values = new double[settings.K];
    private readonly long[] averaged = [0];

    /// <summary>Nothing in a full-batch run.</summary>
    public IReadOnlyList<StateArray> State => field ??= settings.Weight < 1
        ? [StateArray.Of("gauge-averaged", averaged.AsMemory()), StateArray.Of("gauge-moment", values.AsMemory())] : [];

    /// <summary>W₁ΣW₁ᵀ or W₂ᵀΣW₂, k × k, for the caller to fill; overwritten.</summary>
    public Matrix<T> Moment { get; } = new(settings.K, settings.K);

    /// <summary>D, k values.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Whether W₂ᵀW₂ was definite, so that T makes it the identity.</summary>
    public bool IsExact { get; private set; }

    /// <summary>Writes T and T⁻ᵀ, with Tᵢᵢ ≥ 0; false where the matrices are not finite or all zero.</summary>
    /// <param name="gram">W₂ᵀW₂, k × k.</param>
    /// <param name="isLatent">Which second moment it is.</param>
    /// <param name="change">Overwritten.</param>
    public bool Find(Matrix<T> gram, bool isLatent, LatentChange<T> change)
    {
        Average();
        if (!Refine(gram, isLatent, change) && !Factor(gram, isLatent, change)) return false;
        averaged[0]++;
        eigen.Values.CopyTo(values, 0);
        change.FixSigns();
        return true;
    }

    private bool Refine(Matrix<T> gram, bool isLatent, LatentChange<T> change)
    {
        var team = settings.Team;
        // The room of R is free: there is none yet.
        var (turned, room) = (Moment, upper);
        if (isLatent)
        {
            MatrixProduct.Multiply(gram, Moment, work, team: team);
            SymmetricProduct.MultiplyByTransposed(work, gram, room, team);
            turned = room;
        }
        if (!eigen.Refine(turned, gram)) return false;
        eigen.Vectors.CopyTo(change.Dual);
        MatrixProduct.Multiply(change.Dual, gram, change.Forward, team: team);
        IsExact = true;
        return true;
    }

    private bool Factor(Matrix<T> gram, bool isLatent, LatentChange<T> change)
    {
        var team = settings.Team;
        TensorPrimitives.ConvertTruncating<T, double>(gram.AsSpan(), wide.AsSpan());
        if (!factor.Factor(wide, team)) return false;
        IsExact = factor.IsExact;
        TensorPrimitives.ConvertTruncating<double, T>(factor.Upper.AsSpan(), upper.AsSpan());
        TensorPrimitives.ConvertTruncating<double, T>(factor.InverseTransposed.AsSpan(), inverse.AsSpan());
        var side = isLatent ? upper : inverse;
        TriangularProduct.Multiply(side, isLatent, Moment, work, team);
        SymmetricProduct.MultiplyByTransposed(work, side, Moment, team);
        if (!eigen.Decompose(Moment)) return false;
        TriangularProduct.MultiplyBy(eigen.Vectors, upper, isUpper: true, change.Forward, team);
        TriangularProduct.MultiplyBy(eigen.Vectors, inverse, isUpper: false, change.Dual, team);
        return true;
    }

    private void Average()
    {
        var beta = averaged[0] == 0 ? 1 : settings.Weight;
        if (beta == 1) return;
        TensorPrimitives.Multiply(Moment.AsSpan(), T.CreateTruncating(beta), Moment.AsSpan());
        for (var i = 0; i < values.Length; i++) Moment[i, i] += T.CreateTruncating((1 - beta) * values[i]);
    }
}
