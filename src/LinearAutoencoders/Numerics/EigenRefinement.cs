using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace LinearAutoencoders.Numerics;

/// <summary>
///   Eigenvectors of a nearly diagonal symmetric matrix from the axes, with a metric or without, by Newton's steps that are products of
///   matrices.
/// </summary>
/// <remarks>
///   A, and a metric G near I: VGVᵀ = I and VAVᵀ diagonal. Pairs that have far to turn are turned one by one, by Jacobi's plane rotations;
///   these put them in order, too. Then all at once:
///   S = VAVᵀ      R = I − VGVᵀ      λᵢ = Sᵢᵢ/(1 − Rᵢᵢ)      oᵢⱼ = Sᵢⱼ + ½(λᵢ + λⱼ)Rᵢⱼ         Ogita and Aishima 2018, with G = I
///   V ← V + EV, Eᵢⱼ = ½Rᵢⱼ + oᵢⱼ/(λᵢ − λⱼ)
///   The error becomes its square, that of orthonormality too. An oᵢⱼ within the rounding of S, 2√k·u·max |A|, counts as 0, so that
///   equal values do no harm; it is over when the square of the largest row of E is below 2√k·u. The first step has S = A and R = I − G,
///   the others cost 7k³ flops each, 9k³ with a metric.
/// </remarks>
/// <param name="size">k.</param>
/// <param name="team">The threads to use where they pay.</param>
internal sealed class EigenRefinement<T>(int size, WorkerTeam team) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A pair has far to turn where its cell is above this share of the difference of its values.</summary>
    private const double LargeTurn = 0.1;

    /// <summary>The longest row of E from which Newton's steps are sure to get nearer, in practice.</summary>
    private const double MostTurn = 0.3;

    private const int MostSweeps = 3, MostSteps = 4;

    private static readonly double Roundoff = typeof(T) == typeof(float) ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53);

    private readonly Matrix<T> inner = new(size, size);
    private readonly Matrix<T> defect = new(size, size);
    private readonly Matrix<T> correction = new(size, size);
    private readonly T[] values = new T[size];
    private Matrix<T> spare = new(size, size);

    /// <summary>The eigenvalues, descending.</summary>
    public double[] Values { get; } = new double[size];

    /// <summary>k × k: row i is the unit eigenvector of value i.</summary>
    public Matrix<T> Vectors { get; private set; } = new(size, size);

    /// <summary>Overwrites values and vectors.</summary>
    /// <param name="symmetric">A, k × k. Not changed.</param>
    /// <param name="metric">G, k × k, symmetric; none: I. Not changed.</param>
    /// <returns>
    ///   Whether it got to rounding; not from a matrix that is far from diagonal or a metric far from I, or of cells that are not finite.
    /// </returns>
    public bool Refine(Matrix<T> symmetric, Matrix<T>? metric = null)
    {
        var largest = double.CreateTruncating(TensorPrimitives.MaxMagnitude<T>(symmetric.AsSpan()));
        if (!double.IsFinite(largest)) return false;
        var rounding = 2 * Math.Sqrt(size) * Roundoff;
        var negligible = T.CreateTruncating(rounding * largest);
        symmetric.CopyTo(inner);
        if (metric is { } given) SetDefect(given);
        else defect.Clear();
        Couple();
        if (!TurnLargePairs(negligible, out var isTurned)) return false;
        var bound = MostTurn;
        for (var step = 0; step < MostSteps; step++)
        {
            if (step > 0 || (isTurned && metric is not null)) Measure(symmetric, metric);
            var turn = SetCorrection(negligible);
            if (!(turn <= bound)) return false;
            Correct(isIdentity: step == 0 && !isTurned);
            if (turn * turn <= rounding)
            {
                Arrange();
                return true;
            }
            bound = turn / 2;
        }
        return false;
    }

    /// <summary>Jacobi's rotations of the pairs that have far to turn; false where they are too many.</summary>
    private bool TurnLargePairs(T negligible, out bool isTurned)
    {
        isTurned = false;
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var large = CountLargePairs(negligible);
            if (large == 0) return true;
            if (large > size) return false;
            if (!isTurned) SetIdentity();
            isTurned = true;
            for (var i = 0; i < size; i++)
                for (var j = i + 1; j < size; j++)
                    if (IsLarge(inner[i, j], inner[i, i] - inner[j, j], negligible)) TurnPair(i, j);
        }
        return true;
    }

    private int CountLargePairs(T negligible)
    {
        for (var i = 0; i < size; i++) values[i] = inner[i, i];
        var count = 0;
        for (var i = 0; i < size; i++)
        {
            var row = inner.Row(i);
            for (var j = i + 1; j < row.Length; j++)
                if (IsLarge(row[j], values[i] - values[j], negligible)) count++;
        }
        return count;
    }

    private static bool IsLarge(T cell, T difference, T negligible)
    {
        var magnitude = T.Abs(cell);
        return magnitude > negligible && magnitude > T.CreateTruncating(LargeTurn) * difference;
    }

    /// <summary>Turns two axes so that their cell is zero and the larger value comes first.</summary>
    private void TurnPair(int i, int j)
    {
        double a = double.CreateTruncating(inner[i, i]), b = double.CreateTruncating(inner[j, j]);
        var cell = double.CreateTruncating(inner[i, j]);
        var angle = 0.5 * Math.Atan2(2 * cell, a - b);
        var (sine, cosine) = Math.SinCos(angle);
        var (s, c) = (T.CreateTruncating(sine), T.CreateTruncating(cosine));
        Turn(inner.Row(i), inner.Row(j), c, s);
        Turn(Vectors.Row(i), Vectors.Row(j), c, s);
        var (mean, half) = (0.5 * (a + b), double.Hypot(0.5 * (a - b), cell));
        (inner[i, i], inner[j, j]) = (T.CreateTruncating(mean + half), T.CreateTruncating(mean - half));
        (inner[i, j], inner[j, i]) = (T.Zero, T.Zero);
        for (var l = 0; l < size; l++) (inner[l, i], inner[l, j]) = (inner[i, l], inner[j, l]);
    }

    /// <summary>x, y ← cx + sy, cy − sx.</summary>
    private static void Turn(Span<T> x, Span<T> y, T c, T s)
    {
        var vx = MemoryMarshal.Cast<T, Vector<T>>(x);
        var vy = MemoryMarshal.Cast<T, Vector<T>>(y);
        Vector<T> vc = new(c), vs = new(s);
        for (var l = 0; l < vx.Length && l < vy.Length; l++) (vx[l], vy[l]) = (vc * vx[l] + vs * vy[l], vc * vy[l] - vs * vx[l]);
        for (var l = vx.Length * Vector<T>.Count; l < x.Length; l++) (x[l], y[l]) = (c * x[l] + s * y[l], c * y[l] - s * x[l]);
    }

    /// <summary>R and o at the vectors.</summary>
    private void Measure(Matrix<T> symmetric, Matrix<T>? metric)
    {
        MatrixProduct.Multiply(Vectors, symmetric, spare, team: team);
        SymmetricProduct.MultiplyByTransposed(spare, Vectors, inner, team);
        if (metric is { } given) MatrixProduct.Multiply(Vectors, given, spare, team: team);
        SymmetricProduct.MultiplyByTransposed(metric is null ? Vectors : spare, Vectors, correction, team);
        SetDefect(correction);
        Couple();
    }

    /// <summary>R = I − VGVᵀ.</summary>
    private void SetDefect(Matrix<T> gram)
    {
        TensorPrimitives.Negate<T>(gram.AsSpan(), defect.AsSpan());
        for (var i = 0; i < size; i++) defect[i, i] += T.One;
    }

    /// <summary>S becomes o, with the λ on its diagonal.</summary>
    private void Couple()
    {
        for (var i = 0; i < size; i++) values[i] = inner[i, i] / (T.One - defect[i, i]);
        for (var i = 0; i < size; i++)
        {
            Couple(inner.Row(i), defect.Row(i), values, values[i]);
            inner[i, i] = values[i];
        }
        // What differs by rounding would differ by much more once divided by a difference of values.
        SymmetricProduct.MirrorUpperTriangle(inner);
    }

    /// <summary>sⱼ + ½(λᵢ + λⱼ)rⱼ.</summary>
    private static void Couple(Span<T> s, ReadOnlySpan<T> r, ReadOnlySpan<T> values, T value)
    {
        var half = T.CreateTruncating(0.5);
        var vs = MemoryMarshal.Cast<T, Vector<T>>(s);
        var vr = MemoryMarshal.Cast<T, Vector<T>>(r);
        var vv = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<T> own = new(value), halves = new(half);
        for (var j = 0; j < vs.Length && j < vr.Length && j < vv.Length; j++) vs[j] += halves * (own + vv[j]) * vr[j];
        for (var j = vs.Length * Vector<T>.Count; j < s.Length; j++) s[j] += half * (value + values[j]) * r[j];
    }

    /// <summary>E from o and R; its longest row.</summary>
    private double SetCorrection(T negligible)
    {
        var longest = 0.0;
        for (var i = 0; i < size; i++) values[i] = inner[i, i];
        for (var i = 0; i < size; i++)
        {
            var row = correction.Row(i);
            SetRow(inner.Row(i), defect.Row(i), values, values[i], negligible, row);
            row[i] = T.CreateTruncating(0.5) * defect[i, i];
            longest = Math.Max(longest, Numerics.Vectors.SquaredNorm<T>(row));
        }
        return Math.Sqrt(longest);
    }

    /// <summary>½rⱼ + oⱼ/(λᵢ − λⱼ), without the latter where oⱼ is rounding.</summary>
    private static void SetRow(
        ReadOnlySpan<T> o, ReadOnlySpan<T> r, ReadOnlySpan<T> values, T value, T negligible, Span<T> correction)
    {
        var half = T.CreateTruncating(0.5);
        var vo = MemoryMarshal.Cast<T, Vector<T>>(o);
        var vr = MemoryMarshal.Cast<T, Vector<T>>(r);
        var vv = MemoryMarshal.Cast<T, Vector<T>>(values);
        var vc = MemoryMarshal.Cast<T, Vector<T>>(correction);
        Vector<T> own = new(value), least = new(negligible), halves = new(half);
        for (var j = 0; j < vo.Length && j < vr.Length && j < vv.Length && j < vc.Length; j++)
        {
            var turns = Vector.GreaterThan(Vector.Abs(vo[j]), least);
            vc[j] = halves * vr[j] + Vector.ConditionalSelect(turns, vo[j] / (own - vv[j]), Vector<T>.Zero);
        }
        for (var j = vo.Length * Vector<T>.Count; j < o.Length; j++)
            correction[j] = half * r[j] + (T.Abs(o[j]) > negligible ? o[j] / (value - values[j]) : T.Zero);
    }

    /// <summary>V ← V + EV.</summary>
    private void Correct(bool isIdentity)
    {
        if (isIdentity)
        {
            correction.CopyTo(Vectors);
            for (var i = 0; i < size; i++) Vectors[i, i] += T.One;
            return;
        }
        Vectors.CopyTo(spare);
        MatrixProduct.Multiply(correction, Vectors, spare, accumulate: true, team);
        (Vectors, spare) = (spare, Vectors);
    }

    private void SetIdentity()
    {
        Vectors.Clear();
        for (var i = 0; i < size; i++) Vectors[i, i] = T.One;
    }

    /// <summary>Values that are equal to rounding may be out of order: into order, one by one.</summary>
    private void Arrange()
    {
        for (var i = 0; i < size; i++)
        {
            Values[i] = double.CreateTruncating(values[i]);
            for (var j = i; j > 0 && Values[j] > Values[j - 1]; j--)
            {
                (Values[j], Values[j - 1]) = (Values[j - 1], Values[j]);
                Vectors.Row(j).CopyTo(spare.Row(0));
                Vectors.Row(j - 1).CopyTo(Vectors.Row(j));
                spare.Row(0).CopyTo(Vectors.Row(j - 1));
            }
        }
    }
}
