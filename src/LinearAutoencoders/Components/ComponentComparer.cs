using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>Holds components of whatever origin against the eigenvectors of data.</summary>
internal sealed class ComponentComparer
{
    /// <summary>Eigenvectors that are looked at, beside twice as many as there are components.</summary>
    private const int LeastLookedAt = 10;

    private readonly CandidateComponents candidate;
    private readonly DataMoments moments;
    private readonly double tolerance;
    private readonly WorkerTeam team;
    private readonly Matrix<double> units;      // k × m: rows of length 1
    private readonly double[] lengths;
    private readonly Eigenpairs pairs;
    private readonly Certificate certificate;   // of the eigenvectors
    private readonly Matrix<double> cosines;    // k × their number
    private readonly Residuals residuals;
    private readonly double freedom;
    private readonly double factor;

    /// <param name="candidate">The components.</param>
    /// <param name="moments">The data's, scaled as they want it.</param>
    /// <param name="tolerance">The angle from which on an axis counts as wrong.</param>
    /// <param name="team">The threads to use.</param>
    public ComponentComparer(CandidateComponents candidate, DataMoments moments, double tolerance, WorkerTeam team)
    {
        (this.candidate, this.moments, this.tolerance, this.team) = (candidate, moments, tolerance, team);
        (units, lengths) = Units(candidate.Rows);
        pairs = moments.LeadingComponents(Math.Min(moments.Dimension, Math.Max(2 * units.Rows, LeastLookedAt)));
        var facts = SampleFacts.Of(moments.Count, moments.IsCentered, moments.Mean, scale: null);
        certificate = Certifier.Of(pairs.Vectors, moments, new() { Jackknife = false }, facts, team).Run();
        cosines = new Matrix<double>(units.Rows, pairs.Vectors.Rows);
        MatrixProduct.MultiplyByTransposed(units, pairs.Vectors, cosines, team: team);
        residuals = Residuals.Of(units, moments, team);
        freedom = moments.Count - (moments.IsCentered ? 1 : 0);
        factor = moments.Count / (moments.Count - 1.0);
    }

    /// <summary>All of it.</summary>
    public ComponentComparison Run()
    {
        var best = pairs.Values.Take(units.Rows).Sum(value => Math.Max(0, value));
        var axes = Enumerable.Range(0, units.Rows).Select(Compare).ToList();
        return new(axes, moments.Count, VarianceOfSpan() * factor, best * factor, moments.Trace * factor, LargestCosine());
    }

    private AxisComparison Compare(int i)
    {
        var nearest = Enumerable.Range(0, cosines.Columns).MaxBy(j => Math.Abs(cosines[i, j]));
        var (first, last) = Own(i);
        var (score, error) = MeanScore(i);
        var facts = new AxisComparison
        {
            Faults = AxisFaults.None,
            Explanation = "",
            Length = lengths[i],
            Nearest = nearest,
            NearestAngle = Angle(i, nearest, nearest),
            Angle = Angle(i, first, last),
            SamplingAngle = certificate.Components[i].SamplingAngle,
            Variance = residuals.Values[i] * factor,
            BestVariance = Math.Max(0, pairs.Values[i]) * factor,
            ClaimedVariance = candidate.ExplainedVariance?[i],
            MeanError = error,
        };
        return new AxisJudgement
        {
            Axis = facts,
            Index = i,
            IsOwn = nearest >= first && nearest <= last,
            Tolerance = tolerance + (first == last ? certificate.Components[i].AngleBound : certificate.Components[i].SubspaceAngleBound),
            NearestTolerance = tolerance + certificate.Components[nearest].AngleBound,
            Freedom = freedom,
            IsCountedOnceMore = IsCountedOnceMore(i, score),
        }.Applied();
    }

    /// <summary>The eigenvectors that component i is to be compared with: one, but where rounding hides which.</summary>
    private (int First, int Last) Own(int i)
    {
        var own = certificate.Components[i];
        return own.AngleBound < Math.PI / 4 ? (i, i) : (own.FirstOfSubspace, Math.Min(own.LastOfSubspace, pairs.Values.Count - 1));
    }

    /// <summary>The angle between component i and a span of eigenvectors, accurate for small ones.</summary>
    private double Angle(int i, int first, int last)
    {
        var rest = units.Row(i).ToArray();
        var within = 0.0;
        for (var j = first; j <= last; j++)
        {
            RowKernels.Add(-cosines[i, j], pairs.Vectors.Row(j), rest);
            within += cosines[i, j] * cosines[i, j];
        }
        return Math.Atan2(Math.Sqrt(Vectors.SquaredNorm<double>(rest)), Math.Sqrt(within));
    }

    /// <summary>The mean of the scores, which is to be 0, and what it is in standard errors; nothing, where no mean is told.</summary>
    private (double Score, double? Error) MeanScore(int i)
    {
        if (candidate.Mean is null && candidate.Offset is null) return (0, null);
        var score = candidate.Offset?[i] ?? 0;
        for (var j = 0; j < moments.Dimension; j++)
            score += candidate.Rows[i, j] * (moments.Mean[j] - (candidate.Mean?[j] ?? 0) / (candidate.Scale?[j] ?? 1));
        var deviation = lengths[i] * Math.Sqrt(Math.Max(0, residuals.Values[i]) / moments.Count);
        return (score, score == 0 ? 0 : Math.Abs(score) / deviation);
    }

    /// <summary>Whether an offset is the mean's score 1 + 1/n times, as ML.NET has it (dotnet/machinelearning#6713).</summary>
    private bool IsCountedOnceMore(int i, double score)
    {
        if (candidate.Offset is not { } offset) return false;
        var once = (offset[i] - score) / moments.Count;
        return once != 0 && Math.Abs(score / once - 1) < 0.05;
    }

    private double VarianceOfSpan()
    {
        var basis = new Matrix<double>(units.Rows, units.Columns);
        new OrthonormalRows(units.Rows, units.Columns).Compute(units, basis, team);
        return Residuals.Of(basis, moments, team).Values.Sum();
    }

    private double LargestCosine()
    {
        var largest = 0.0;
        for (var i = 0; i < units.Rows; i++)
            for (var j = 0; j < i; j++) largest = Math.Max(largest, Math.Abs(Vectors.Dot<double>(units.Row(i), units.Row(j))));
        return largest;
    }

    private static (Matrix<double>, double[]) Units(ReadOnlyMatrix<double> rows)
    {
        var (units, lengths) = (rows.ToMatrix(), new double[rows.Rows]);
        for (var i = 0; i < rows.Rows; i++)
        {
            lengths[i] = Math.Sqrt(Vectors.SquaredNorm(rows.Row(i)));
            RowKernels.Scale(1 / lengths[i], units.Row(i));
        }
        return (units, lengths);
    }
}
