using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Outside.Tests;

/// <summary>Methods of a user, each in one file, are methods like the library's own.</summary>
public class OwnMethodTests
{
    public static TheoryData<Method> OwnMethods => [new WeightedPrefixLoss(), new WeightedPrefixLoss(0.8), new OjaSubspaceRule()];

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void Gradient_FitsItsLoss(double growth)
    {
        var check = Gradients.Check(new WeightedPrefixLoss(growth).CreateObjective<double>(4), latentDimension: 4);
        Assert.True(check.Holds, check.ToString());
    }

    [Fact]
    public void Check_FindsAGradient_ThatIsWrong() =>
        Assert.False(Gradients.Check(new HalvedGradient(), latentDimension: 3).Holds);

    [Fact]
    public void WeightedPrefixLoss_FindsTheComponents()
    {
        var result = Train(new WeightedPrefixLoss(), epochs: 4000).Result;
        Assert.Equal(StopReason.Completed, result.Reason);
        Assert.InRange(result.LastMetrics.AxisAlignment, -1e-12, 1e-6);
    }

    [Fact]
    public void OjaSubspaceRule_FindsTheSubspace_AndReportsNoLoss()
    {
        var (result, _) = Train(new OjaSubspaceRule(), epochs: 2000);
        Assert.Equal(StopReason.Completed, result.Reason);
        Assert.InRange(result.LastMetrics.SubspaceDistance, -1e-12, 1e-8);
        Assert.Equal(double.NaN, result.LastMetrics.Loss);
        Assert.Equal(0, result.LastMetrics.TransposeDistance);
    }

    [Fact]
    public void Run_WithoutALoss_IsSeenToDiverge()
    {
        var result = Train(new OjaSubspaceRule(), epochs: 2000, learningRate: 3).Result;
        Assert.Equal(StopReason.Diverged, result.Reason);
        Assert.InRange(result.Epoch, 1, 200);
    }

    [Theory, MemberData(nameof(OwnMethods))]
    public void Run_GoesOnToTheSameBits_AfterAnInterruptionAtAnyEpoch(Method method)
    {
        foreach (var batchSize in new int?[] { null, 16 })
        {
            var whole = Train(method, epochs: 6, batchSize: batchSize).Result;
            for (var epoch = 0; epoch < 6; epoch++)
            {
                var state = Train(method, epochs: 6, batchSize: batchSize, cancelAfter: epoch).State!;
                var trainer = new Trainer<double>(Data(), Options(method, 6, batchSize));
                trainer.Restore(state);
                Assert.Equal(whole.Weights.Values, trainer.Run(cancellationToken: TestContext.Current.CancellationToken).Weights.Values);
            }
        }
    }

    [Fact]
    public void Update_TrainsWithoutATypeOfItsOwn_OnASourceOfRows()
    {
        var method = new CustomMethod<double>("oja", context => new OjaSubspaceRule().CreateUpdate(context)) { UsesOptimizer = false };
        var data = new TrainingData<double>(new Rows(Samples()), center: true);
        var result = new Trainer<double>(data, Options(method, 2000, null) with { LearningRate = 0.05 })
            .Run(cancellationToken: TestContext.Current.CancellationToken);
        Assert.InRange(result.LastMetrics.SubspaceDistance, -1e-12, 1e-8);
        var single = new TrainingData<float>(new Rows(Samples()), center: true);
        var refused = Assert.Throws<ArgumentException>(() => new Trainer<float>(single, Options(method, 1, null)));
        Assert.Contains("Double", refused.Message, StringComparison.Ordinal);
    }

    private static TrainingOptions Options(Method method, int epochs, int? batchSize) => new()
    {
        Method = method,
        LatentDimension = 3,
        Epochs = epochs,
        BatchSize = batchSize,
        InitialDeviation = 0.1,
    };

    private static (TrainingResult<double> Result, TrainingState? State) Train(
        Method method, int epochs, double? learningRate = null, int? batchSize = null, int? cancelAfter = null)
    {
        using var watch = new Watch(cancelAfter);
        var trainer = new Trainer<double>(Data(), Options(method, epochs, batchSize) with { LearningRate = learningRate });
        return (trainer.Run(watch, watch.Token), watch.State);
    }

    private static TrainingData<double> Data() => new(new Rows(Samples()), center: true);

    /// <summary>40 × 8, variances from 8 down to 1.</summary>
    private static Matrix<double> Samples()
    {
        var samples = new Matrix<double>(40, 8);
        new RandomSource(3).FillNormal(samples.AsSpan());
        for (var i = 0; i < samples.Rows; i++)
            for (var j = 0; j < samples.Columns; j++) samples[i, j] = 5 + samples[i, j] * Math.Sqrt(8 - j);
        return samples;
    }

    /// <summary>A source of one's own: one row at a time.</summary>
    private sealed class Rows(Matrix<double> rows) : ISampleSource
    {
        public int Dimension => rows.Columns;

        public long? Count => null;

        public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
        {
            for (var i = 0; i < rows.Rows; i++) yield return rows.RowRange(i, 1);
        }
    }

    private sealed class HalvedGradient : IObjective<double>
    {
        private readonly IObjective<double> right = new Reconstruction().CreateObjective<double>(3);

        public double Evaluate(MomentProducts<double> products, Weights<double> weights, Weights<double>? gradient, WorkerTeam team)
        {
            var loss = right.Evaluate(products, weights, gradient, team);
            for (var i = 0; i < gradient?.Values.Length; i++) gradient.Values[i] /= 2;
            return loss;
        }
    }

    private sealed class Watch(int? cancelAfter) : ITrainingObserver<double>, IDisposable
    {
        private readonly CancellationTokenSource source = Begun(cancelAfter);

        public TrainingState? State { get; private set; }

        public CancellationToken Token => source.Token;

        public void OnEpoch(int epoch)
        {
            if (epoch == cancelAfter) source.Cancel();
        }

        public void OnCheckpoint(TrainingState state) => State = state;

        public void Dispose() => source.Dispose();

        private static CancellationTokenSource Begun(int? cancelAfter)
        {
            var begun = new CancellationTokenSource();
            if (cancelAfter == 0) begun.Cancel();
            return begun;
        }
    }
}
