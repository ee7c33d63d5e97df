using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>How W, k × m, follows a direction and stays where it may be.</summary>
internal interface IRetraction<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>W ← where the step W + αD leads.</summary>
    void Step(Matrix<T> w, Matrix<T> direction, T rate, WorkerTeam team);
}

/// <summary>W ← W + αD.</summary>
internal sealed class FreeStep<T> : IRetraction<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Step(Matrix<T> w, Matrix<T> direction, T rate, WorkerTeam team) => Take(w, direction, rate);

    public static void Take(Matrix<T> w, Matrix<T> direction, T rate) =>
        TensorPrimitives.MultiplyAdd(direction.AsSpan(), rate, w.AsSpan(), w.AsSpan());
}

/// <summary>W + αD, each row made a unit vector.</summary>
internal sealed class UnitRowsStep<T> : IRetraction<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Step(Matrix<T> w, Matrix<T> direction, T rate, WorkerTeam team)
    {
        FreeStep<T>.Take(w, direction, rate);
        for (var i = 0; i < w.Rows; i++)
        {
            var length = Math.Sqrt(Vectors.SquaredNorm<T>(w.Row(i)));
            if (length > 0) TensorPrimitives.Multiply(w.Row(i), T.CreateTruncating(1 / length), w.Row(i));
        }
    }
}

/// <summary>W + αD, its rows made orthonormal in their order: Q of (W + αD)ᵀ = QR, R with a positive diagonal.</summary>
internal sealed class OrthonormalStep<T>(int k, int m) : IRetraction<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly OrthonormalRows rows = new(k, m);
    private readonly Matrix<double> basis = new(k, m);

    public void Step(Matrix<T> w, Matrix<T> direction, T rate, WorkerTeam team)
    {
        FreeStep<T>.Take(w, direction, rate);
        Retract(w, team);
    }

    public void Retract(Matrix<T> w, WorkerTeam? team = null)
    {
        // Rows that are not numbers stay so, and end the run.
        if (!T.IsFinite(TensorPrimitives.SumOfMagnitudes<T>(w.AsSpan()))) return;
        rows.Compute(w, basis, team ?? WorkerTeam.Alone);
        for (var i = 0; i < k; i++) TensorPrimitives.ConvertTruncating<double, T>(basis.Row(i), w.Row(i));
    }
}

/// <summary>The Cayley transform of the skew matrix that turns W along D (Wen and Yin 2013): rows stay orthonormal.</summary>
/// <remarks>
///   Q = Wᵀ, F = D(I − ½WᵀW)   (k × m)      A = FᵀW − WᵀF   (m × m, skew)      Q ← (I − α/2 · A)⁻¹(I + α/2 · A)Q
///   A = UVᵀ of rank 2k, Uᵀ = [F; W], Vᵀ = [W; −F]:   W ← W + α Zᵀ[F; W],   (I − α/2 · VᵀU) Z = VᵀQ, a 2k × 2k system
/// </remarks>
internal sealed class CayleyStep<T>(int k, int m) : IRetraction<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> stacked = new(2 * k, m);
    private readonly Matrix<T> gram = new(2 * k, 2 * k);
    private readonly Matrix<T> overlap = new(k, k);
    private readonly Matrix<T> factor = new(k, 2 * k);
    private readonly Matrix<double> system = new(2 * k, 2 * k);
    private readonly Matrix<double> solution = new(2 * k, k);

    public void Step(Matrix<T> w, Matrix<T> direction, T rate, WorkerTeam team)
    {
        WriteStacked(w, direction, team);
        SymmetricProduct.MultiplyByTransposed(stacked, stacked, gram, team);
        SetSystem(double.CreateTruncating(rate) / 2);
        LinearSystem.Solve(system, solution);
        for (var i = 0; i < k; i++)
            for (var j = 0; j < 2 * k; j++) factor[i, j] = rate * T.CreateTruncating(solution[j, i]);
        MatrixProduct.Multiply(factor, stacked, w, accumulate: true, team);
    }

    /// <summary>[F; W].</summary>
    private void WriteStacked(Matrix<T> w, Matrix<T> direction, WorkerTeam team)
    {
        var upper = stacked.RowRange(0, k);
        MatrixProduct.MultiplyByTransposed(direction, w, overlap, team: team);
        TensorPrimitives.Multiply(overlap.AsSpan(), T.CreateTruncating(-0.5), overlap.AsSpan());
        direction.CopyTo(upper);
        MatrixProduct.Multiply(overlap, w, upper, accumulate: true, team);
        w.CopyTo(stacked.RowRange(k, k));
    }

    /// <summary>I − α/2 · VᵀU and VᵀQ, from the inner products of F and W.</summary>
    private void SetSystem(double half)
    {
        for (var i = 0; i < k; i++)
            for (var j = 0; j < 2 * k; j++)
            {
                var (first, second) = (double.CreateTruncating(gram[k + i, j]), -double.CreateTruncating(gram[i, j]));
                system[i, j] = (i == j ? 1 : 0) - half * first;
                system[k + i, j] = (k + i == j ? 1 : 0) - half * second;
                if (j >= k) (solution[i, j - k], solution[k + i, j - k]) = (first, second);
            }
    }
}
