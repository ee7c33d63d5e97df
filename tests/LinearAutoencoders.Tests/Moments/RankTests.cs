using CsCheck;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Moments;

/// <summary>Any number of ranks ends with the bits of one process.</summary>
public class RankTests
{
    private static readonly ChunkLayout Small = new(Rows: 16, ShiftRows: 4);

    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 8];

    [Theory]
    [InlineData(1000, 7)]
    [InlineData(37, 7)]
    [InlineData(3, 5)]
    public void Moments_OfRanks_HaveTheBitsOfOneProcess(int n, int m)
    {
        var source = new MatrixSource<double>(Rows(n, m));
        var expected = new DataMoments(source, center: true, WorkerTeam.Alone) { Layout = Small };
        foreach (var size in Sizes)
            foreach (var moments in ThreadRanks.Run(size, 1 + size % 2, team =>
            {
                var own = new DataMoments(source, center: true, team) { Layout = Small };
                _ = (own.Trace, own.SecondMoment);   // the diagonal first: a pass of its own
                return own;
            }))
            {
                Assert.Equal(expected.Mean, moments.Mean);
                Assert.Equal(expected.Trace, moments.Trace);
                Close.AssertSameBits<double>(expected.SecondMoment.AsSpan(), moments.SecondMoment.AsSpan(), $"Σ of {size}");
            }
    }

    [Theory]
    [InlineData(EigenSolver.Auto, 3000, 12, false)]
    [InlineData(EigenSolver.Lanczos, 5000, 60, false)]
    [InlineData(EigenSolver.Lanczos, 2500, 3000, false)]
    [InlineData(EigenSolver.Lanczos, 3000, 60, true)]
    [InlineData(EigenSolver.Gram, 40, 60, false)]
    public void Fit_OfRanks_HasTheBytesOfOneProcess(EigenSolver solver, int n, int m, bool isSparse)
    {
        var samples = Rows(n, m);
        if (isSparse)
            foreach (ref var cell in samples.AsSpan()) cell = cell > 1 ? cell : 0;
        ISampleSource source = isSparse ? new SparseSource(samples, 700, 1, 900) { Count = n } : new MatrixSource<double>(samples);
        var options = new FitOptions { Components = 3, Search = new() { Solver = solver, MostPasses = 12 } };
        var expected = Bytes(PrincipalComponents.Fit(source, options, WorkerTeam.Alone));
        foreach (var size in n > 2000 && m > 1000 ? [3] : Sizes)
            Assert.All(ThreadRanks.Run(size, 1, team => Bytes(PrincipalComponents.Fit(source, options, team))),
                actual => Assert.Equal(expected, actual));
    }

    /// <summary>What sums like those of MPI_Allreduce do: each rank's own first, then one rank's after the other's.</summary>
    [Fact]
    public void SumsInTheOrderOfRanks_DependOnTheirNumber()
    {
        var rows = Rows(1000, 3);
        double Sum(int ranks) => Enumerable.Range(0, ranks).Select(rank => Small.Share(1000, rank, ranks))
            .Sum(share => Enumerable.Range((int)share.First, (int)share.Count).Sum(i => rows[i, 0] * rows[i, 0]));
        Assert.True(Sizes.Select(Sum).Distinct().Count() > 3);
    }

    [Fact]
    public void EachRank_ReadsItsShareOnly_InEveryPass()
    {
        var source = new Counted(Rows(20_000, 60));
        ThreadRanks.Run(4, 1, team =>
            PrincipalComponents.Fit(source, new() { Components = 2, Search = new() { Solver = EigenSolver.Lanczos } }, team).Count);
        Assert.Equal(0, source.WholePasses);
        Assert.Equal(0, source.Rows % 20_000);
    }

    /// <summary>Of rows with weights too: a pass for the mean, in which each rank needs the first row, those for Σ and its proof.</summary>
    [Fact]
    public void WeightedRows_AreShared_WithTheBytesOfOneProcess()
    {
        const int n = 20_000;
        var source = new Counted(Rows(n, 6));
        var options = new FitOptions { Components = 2, Weights = [.. Enumerable.Range(0, n).Select(i => (double)(i % 7))] };
        var expected = Bytes(PrincipalComponents.Fit(new MatrixSource<double>(Rows(n, 6)), options, WorkerTeam.Alone));
        foreach (var size in (int[])[2, 3])
            Assert.All(ThreadRanks.Run(size, 1, team => Bytes(PrincipalComponents.Fit(source, options, team))),
                actual => Assert.Equal(expected, actual));
        Assert.Equal(0, source.WholePasses);
        Assert.Equal(2 + 3, source.Rows % n);
    }

    /// <summary>Mini-batches, of dense and of mostly equal cells, and all samples: each rank has its rows alone.</summary>
    [Theory]
    [InlineData(300, false)]
    [InlineData(1000, false)]
    [InlineData(1000, true)]
    [InlineData(null, false)]
    public void TrainingOnSamples_OfRanks_HasTheBitsOfOneProcess(int? batchSize, bool isSparse)
    {
        const int n = 20_000;
        var samples = Rows(n, 12);
        if (isSparse)
            foreach (ref var cell in samples.AsSpan()) cell = cell > 24 ? cell : 0;
        var options = new TrainingOptions
        {
            Method = new Rag(),
            LatentDimension = 3,
            Epochs = 4,
            BatchSize = batchSize,
            Moment = MomentKind.Samples,
            LearningRate = 1e-3,
        };
        var expected = Train(new MatrixSource<double>(samples), WorkerTeam.Alone);
        foreach (var size in Sizes)
        {
            var source = new Counted(samples);
            Assert.All(ThreadRanks.Run(size, 1, team => Train(source, team)), actual =>
                Close.AssertSameBits<float>(expected.Values, actual.Values, $"weights of {size} ranks"));
            if (size == 1) continue;   // whose share is all
            Assert.Equal(0, source.WholePasses);
            Assert.Equal(0, source.Rows % n);
        }

        Weights<float> Train(ISampleSource source, WorkerTeam team) =>
            new Trainer<float>(new TrainingData<float>(source, center: true, team), options, team).Run().Weights;
    }

    /// <summary>In a step one sum of 2k × m goes up and down, and one number: the squared norm of the batch.</summary>
    [Fact]
    public void AStepOfRanks_SendsOneSum()
    {
        const int k = 3, m = 12, epochs = 5;
        var source = new MatrixSource<double>(Rows(3_000, m));
        long Sent(int count)
        {
            var ranks = new ThreadRanks();
            ranks.RunAll(2, 1, team => new Trainer<float>(new TrainingData<float>(source, center: true, team), new()
            {
                Method = new Rag(),
                LatentDimension = k,
                Epochs = count,
                BatchSize = 1500,
                LearningRate = 1e-3,
            }, team).Run().Epoch);
            return ranks.BytesSent;
        }
        var (sum, node) = (2 * k * m * sizeof(float), 4 * sizeof(long));
        // Eleven shards: the first rank has six, the second five, in three nodes; of Σ and at the start equally much is sent each time.
        Assert.InRange(Sent(2 * epochs) - Sent(epochs), epochs * 2 * 2 * sum, epochs * 2 * 4 * (sum + 2 * node + 2 * sizeof(double)));
    }

    [Fact]
    public void Shards_AreWholeBlocks_AndRanksShareThem() =>
        Gen.Select(Gen.Int[1, 40_000], Gen.Int[1, 40_000], Gen.Int[1, 9]).Sample((n, batch, size) =>
        {
            var shards = SampleShards.For(n, batch);
            Assert.InRange(shards.Count, 1, Math.Clamp(Math.Min(batch, n) / 128, 1, 64));
            Assert.Equal(n, Enumerable.Range(0, shards.Count).Sum(i => shards[i].Count));
            Assert.All(Enumerable.Range(0, shards.Count), i => Assert.True(shards[i].Count > 0 && shards[i].First % 256 == 0));
            if (Math.Min(n, batch) >= 256 && n > 256) Assert.True(shards.Count > 1);
            var owned = ThreadRanks.Run(size, 1, team => shards.RowsOf(team.Ranks));
            Assert.Equal(n, owned.Sum(rows => rows.Count));
            Assert.Equal(0, owned[0].First);
            for (var i = 1; i < size; i++) Assert.Equal(owned[i - 1].End, owned[i].First);
        }, iter: 100, threads: 1);

    [Fact]
    public void Gather_PutsTheNumbersOfAllRanksInOrder() => Assert.All(Sizes, size => Assert.All(
        ThreadRanks.Run(size, 1, team => team.Ranks!.Gather([.. Enumerable.Repeat((double)team.Ranks!.Rank, team.Ranks!.Rank % 3)])),
        gathered => Assert.Equal(Enumerable.Range(0, size).SelectMany(rank => Enumerable.Repeat((double)rank, rank % 3)), gathered)));

    /// <summary>Up to rank 0 and down again: each rank but one sends a sum of m(m + 1)/2 + m numbers up, and gets one.</summary>
    [Fact]
    public void SumsTravelOnce_WhereRanksHaveWholeSubtrees()
    {
        const int m = 30, n = 8 * 4 * 16;
        var source = new MatrixSource<double>(Rows(n, m));
        var ranks = new ThreadRanks();
        ranks.RunAll(8, 1, team => new DataMoments(source, center: true, team) { Layout = Small }.SecondMoment.Rows);
        var sum = (m * (m + 1) / 2 + m) * sizeof(double);
        Assert.InRange(ranks.BytesSent, 2 * 7 * sum, 2 * 7 * (sum + 64));
    }

    [Fact]
    public void Messages_ComeInPieces_AsTheyWereWritten() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 6], Gen.Int[0, 9], Gen.Int[0, 9]).Sample((piece, a, b, c) =>
        {
            double[] numbers = [.. Enumerable.Range(0, a * 7 + b + c).Select(i => i + 0.5)];
            var received = ThreadRanks.Run(2, 1, team =>
            {
                var message = new RankMessage(team.Ranks!, 1 - team.Ranks!.Rank, numbers.Length, piece);
                if (team.Ranks!.Rank == 0)
                {
                    message.Write(numbers.AsSpan(0, a * 7));
                    message.Write(numbers.AsSpan(a * 7));
                    return numbers;
                }
                var read = new double[numbers.Length];
                message.Read(read.AsSpan(0, b));
                message.Read(read.AsSpan(b));
                return read;
            });
            Assert.Equal(numbers, received[1]);
        }, iter: 60, threads: 1);

    [Fact]
    public void Least_IsKnownToAll() => Assert.All(Sizes, size => Assert.All(
        ThreadRanks.Run(size, 1, team => team.Ranks!.Least(100 + (team.Ranks!.Rank * 7 + 3) % size)),
        least => Assert.Equal(100, least)));

    private static byte[] Bytes(PrincipalComponents model)
    {
        using var bytes = new MemoryStream();
        model.Save(bytes);
        return bytes.ToArray();
    }

    private static Matrix<double> Rows(int n, int m)
    {
        var rows = new Matrix<double>(n, m);
        new RandomSource(5).FillNormal(rows.AsSpan());
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) rows[i, j] = 10 + rows[i, j] * (1 + 20.0 / (1 + j));
        return rows;
    }

    private sealed class Counted(Matrix<double> rows) : ISampleSource
    {
        private readonly MatrixSource<double> all = new(rows);
        private long read;
        private int wholePasses;

        public long Rows => Interlocked.Read(ref read);

        public int WholePasses => wholePasses;

        public int Dimension => all.Dimension;

        public long? Count => all.Count;

        public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref wholePasses);
            return all.ReadBlocks(team, cancellationToken);
        }

        public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange some, WorkerTeam team, CancellationToken cancellationToken)
        {
            Interlocked.Add(ref read, some.Count);
            return all.ReadBlocks(some, team, cancellationToken);
        }
    }
}
