using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>The moments of rows with missing values, by expectation maximisation under probabilistic PCA.</summary>
/// <remarks>
///   Each round takes from the Σ of the last its k leading components and noise variance, and puts in place of what is missing in a row
///   what these expect of it (<see cref="HiddenValues"/>); Σ gains the covariance of what they expect, so that it is not too small. That
///   is the maximum likelihood of all values that are there (Tipping and Bishop 1999; Dempster, Laird and Rubin 1977) where values are
///   missing at random: whether one is missing may depend on the others of its row, not on itself.
///   <para>It ends when Σ is nearer to its limit than 10⁻⁶ of its norm, by the rate at which its changes shrink. A pass a round, and
///   memory for a few m × m numbers. Complete rows are summed once.</para>
/// </remarks>
internal sealed class IncompleteMoments
{
    private const int MostRounds = 1000;
    private const int LeastRounds = 4;
    private const double Tolerance = 1e-6;

    /// <summary>Rows that are filled side by side.</summary>
    private const int GroupRows = 256;

    private readonly ISampleSource source;
    private readonly ObservedColumns observed;
    private readonly int count;
    private readonly bool center;
    private readonly WorkerTeam team;
    private readonly CancellationToken stop;
    private readonly CancellationToken cancellationToken;
    private readonly double[] scale;
    private MomentSum? complete;
    private bool isCompleteSummed;
    private long incompleteRows;

    /// <param name="source">The rows, NaN for what is missing.</param>
    /// <param name="observed">Their columns.</param>
    /// <param name="scale">What each is divided by; null: nothing.</param>
    /// <param name="count">k.</param>
    /// <param name="center">Whether Σ is about the mean.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="stop">Ends the rounds, with what there is.</param>
    /// <param name="cancellationToken">Stops everything.</param>
    public IncompleteMoments(ISampleSource source, ObservedColumns observed, double[]? scale, int count, bool center,
        WorkerTeam team, CancellationToken stop, CancellationToken cancellationToken)
    {
        (this.observed, this.count, this.center, this.team) = (observed, count, center, team);
        (this.stop, this.cancellationToken) = (stop, cancellationToken);
        this.scale = scale ?? [.. Enumerable.Repeat(1.0, source.Dimension)];
        this.source = scale is null ? source : ScaledSource.Of(source, scale);
    }

    /// <summary>All rounds.</summary>
    public (DataMoments Moments, Dictionary<string, string> Settings, bool IsInterrupted) Run()
    {
        double[] means = [.. observed.Means.Select((mean, j) => mean / scale[j])];
        double[] variances = [.. observed.Variances.Select((variance, j) => variance / scale[j] / scale[j])];
        // A column without variance has no direction; any number stands for its noise.
        var moments = Round(center ? means : new double[means.Length], means, HiddenValues.Independent(variances));
        var (rounds, change, isFound) = (1, double.PositiveInfinity, incompleteRows == 0);
        while (!isFound && rounds < MostRounds && !stop.IsCancellationRequested && moments.Trace > 0)
        {
            var next = Round(moments.Mean, moments.Mean, Expected(moments));
            var changed = Distance(next.SecondMoment, moments.SecondMoment);
            isFound = ++rounds >= LeastRounds && changed <= change && changed * changed <= Tolerance * (change - changed);
            (moments, change) = (next, changed);
        }
        var settings = new Dictionary<string, string>
        {
            ["missing values"] = Invariant($"{observed.MissingValues} in {incompleteRows} rows, estimated in {rounds} rounds of EM")
                + (isFound ? "" : ", not converged"),
        };
        return (moments, settings, !isFound && stop.IsCancellationRequested);
    }

    private HiddenValues Expected(DataMoments moments)
    {
        var search = LeadingEigen.IsWorthSearching(count, moments.Dimension) ? EigenSolver.SecondMomentLanczos : EigenSolver.SecondMoment;
        var pairs = moments.LeadingComponents(count, new() { Solver = search });
        var outside = moments.Dimension - count;
        var noise = outside == 0 ? 0 : Math.Max(0, moments.Trace - pairs.Values.Sum()) / outside;
        return HiddenValues.Of(pairs.Vectors, pairs.Values, noise);
    }

    /// <summary>The moments of all rows once they are filled in.</summary>
    /// <param name="mean">What the model subtracts from a row.</param>
    /// <param name="offset">What it expects of a value of which nothing is known.</param>
    /// <param name="hidden">The rest of it.</param>
    private DataMoments Round(IReadOnlyList<double> mean, IReadOnlyList<double> offset, HiddenValues hidden)
    {
        var m = source.Dimension;
        var layout = ChunkLayout.For(m);
        var filled = new MomentTree(m, layout.Rows, hasProducts: true, layout, team);
        var whole = isCompleteSummed ? null : new MomentTree(m, layout.Rows, hasProducts: true, layout, team);
        var covariance = new Matrix<double>(m, m);
        var group = new Group(m, mean, offset, hidden, filled, covariance, team);
        incompleteRows = 0;
        foreach (var block in SourceBlocks.Of(source, team, cancellationToken))
            for (var i = 0; i < block.Rows; i++)
                if (HiddenValues.PlacesIn(block.Row(i)) is { Length: > 0 } places)
                {
                    incompleteRows++;
                    group.Add(block.Row(i), places, cancellationToken);
                }
                else whole?.Add(block.RowRange(i, 1), cancellationToken);
        group.End(cancellationToken);
        if (whole is not null) (complete, isCompleteSummed) = (whole.End(), true);
        return Moments(filled.End(), covariance);
    }

    private DataMoments Moments(MomentSum? filled, Matrix<double> covariance)
    {
        var copy = complete?.Divide(scale: null);
        var sum = filled is null ? copy! : copy is null ? filled : MomentSum.Merge(copy, filled, team);
        for (var i = 0; i < covariance.Rows; i++) RowKernels.Add(1, covariance.Row(i), sum.Squares.Row(i));
        return new(new LostRows(new SampleSum(sum), source.Name, source.RelativeRounding), center, team);
    }

    // ‖a − b‖ / ‖a‖, of Frobenius.
    private static double Distance(Matrix<double> a, Matrix<double> b)
    {
        var (difference, norm) = (0.0, 0.0);
        for (var i = 0; i < a.Rows; i++)
            for (var j = 0; j < a.Columns; j++)
            {
                difference += (a[i, j] - b[i, j]) * (a[i, j] - b[i, j]);
                norm += a[i, j] * a[i, j];
            }
        return Math.Sqrt(difference / norm);
    }

    /// <summary>Incomplete rows that are filled side by side, then added in their order.</summary>
    private sealed class Group(int columns, IReadOnlyList<double> mean, IReadOnlyList<double> offset, HiddenValues hidden,
        MomentTree filled, Matrix<double> covariance, WorkerTeam team)
    {
        private readonly Matrix<double> rows = new(GroupRows, columns);
        private readonly int[][] places = new int[GroupRows][];
        private readonly Matrix<double>[] spreads = new Matrix<double>[GroupRows];
        private int count;

        public void Add(ReadOnlySpan<double> row, int[] missing, CancellationToken cancellationToken)
        {
            row.CopyTo(rows.Row(count));
            places[count++] = missing;
            if (count == GroupRows) End(cancellationToken);
        }

        public void End(CancellationToken cancellationToken)
        {
            if (count == 0) return;
            team.Run(new FillPart(this), Math.Min(count, team.Threads));
            filled.Add(rows.RowRange(0, count), cancellationToken);
            team.Run(new CovariancePart(this), Math.Min(columns, team.Threads));
            count = 0;
        }

        private void Fill(int i)
        {
            var centered = rows.Row(i).ToArray();
            for (var j = 0; j < centered.Length; j++) centered[j] -= mean[j];
            spreads[i] = hidden.Fill(centered, places[i]);
            // Where no mean is subtracted, and nothing is known yet, a value is expected to be that of its column.
            foreach (var j in places[i]) rows[i, j] = spreads[i].Columns == 0 ? offset[j] : mean[j] + centered[j];
        }

        private readonly struct FillPart(Group group) : IPartedJob
        {
            public void Run(int part, int parts)
            {
                for (var i = part; i < group.count; i += parts) group.Fill(i);
            }
        }

        /// <summary>Every so manieth row of the covariance: each cell of it has one thread that adds to it, row after row.</summary>
        private readonly struct CovariancePart(Group group) : IPartedJob
        {
            public void Run(int part, int parts)
            {
                for (var i = 0; i < group.count; i++)
                    for (var a = 0; a < group.places[i].Length; a++)
                        if (group.places[i][a] % parts == part) group.AddCovariance(i, a);
            }
        }

        private void AddCovariance(int i, int a)
        {
            var (missing, spread) = (places[i], spreads[i]);
            var row = covariance.Row(missing[a]);
            row[missing[a]] += hidden.Noise[missing[a]];
            for (var b = a; b < missing.Length; b++) row[missing[b]] += Vectors.Dot<double>(spread.Row(a), spread.Row(b));
        }
    }
}
