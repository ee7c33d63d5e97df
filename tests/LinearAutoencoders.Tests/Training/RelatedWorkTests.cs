using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>What the rules of the paper's related work find.</summary>
public class RelatedWorkTests
{
    public static TheoryData<string> Related =>
        [.. Method.Registry.All.Where(method => method.Origin == MethodOrigin.Related).Select(method => method.Name)];

    [Theory, MemberData(nameof(Related))]
    public void Rule_FindsWhatItSays_OnAllSamples(string name)
    {
        var data = new TrainingData<double>(Generators.WithSpectrum([8, 5, 3, 2, 1, 0.5], n: 40, seed: 4), WorkerTeam.Alone);
        foreach (var method in Variants(name))
        {
            var options = new TrainingOptions { Method = method, LatentDimension = 3, Epochs = 3000, EvaluateEvery = 3000 };
            var result = Runs.Train(data, options).Result;
            var metrics = result.LastMetrics;
            Assert.True(metrics.SubspaceDistance < 1e-8, $"{method}: d_sub {metrics.SubspaceDistance}");
            if (method.Finds == SolutionKind.Subspace) Assert.True(metrics.AxisAlignment > 1e-3, $"{method}: {metrics.AxisAlignment}");
            else
            {
                Assert.True(metrics.OrderedAlignment < 1e-6, $"{method}: d_align in order {metrics.OrderedAlignment}");
                Assert.Equal((Obstacle.None, 3), (result.Learning.Obstacle, result.Learning.Learned));
            }
        }
    }

    [Theory, MemberData(nameof(Related))]
    public void Rule_ComesNear_InMiniBatches(string name)
    {
        var data = new TrainingData<double>(Generators.WithSpectrum([8, 5, 3, 1, 0.5, 0.1], n: 400, seed: 6), WorkerTeam.Alone);
        foreach (var method in Variants(name))
        {
            var options = new TrainingOptions { Method = method, LatentDimension = 2, Epochs = 150, BatchSize = 100, EvaluateEvery = 150 };
            var metrics = Runs.Train(data, options).Result.LastMetrics;
            Assert.True(metrics.SubspaceDistance < 0.1, $"{method}: d_sub {metrics.SubspaceDistance}");
        }
    }

    [Fact]
    public void SpinReadOut_IsWhatItsWeightsStandFor_NotTheWeights()
    {
        var data = new TrainingData<double>(Generators.WithSpectrum([8, 5, 3, 2, 1, 0.5], n: 40, seed: 4), WorkerTeam.Alone);
        var options = new TrainingOptions { Method = new Spin(), LatentDimension = 3, Epochs = 500, CheckpointEvery = 500 };
        var (result, recorder) = Runs.Train(data, options);
        var read = result.Weights;
        var gram = new Matrix<double>(3, 3);
        MatrixProduct.MultiplyByTransposed<double>(read.Encoder, read.Encoder, gram);
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++) Close.Assert(i == j ? 1 : 0, gram[i, j], 1e-12, $"{i}, {j}");
        // The state has the weights themselves, which are no orthonormal rows.
        var saved = Assert.IsType<StateArray<double>>(recorder.States[^1].Arrays.Single(array => array.Name == "weights"));
        var trained = new Matrix<double>(6, 6, saved.Values.ToArray()).RowRange(0, 3);
        MatrixProduct.MultiplyByTransposed<double>(trained, trained, gram);
        Assert.True(Math.Abs(gram[1, 0]) + Math.Abs(gram[2, 0]) + Math.Abs(gram[2, 1]) > 1e-3);
    }

    [Theory]
    [InlineData(Brockett.Qr)]
    [InlineData(Brockett.Cayley)]
    public void Brockett_KeepsRowsOrthonormal_InSinglePrecision(string retraction)
    {
        var data = new TrainingData<float>(
            Generators.WithSpectrum([8, 5, 3, 2, 1, 0.5], n: 40, seed: 4).ConvertTo<float>(), WorkerTeam.Alone);
        var options = new TrainingOptions { Method = new Brockett(retraction), LatentDimension = 3, Epochs = 3000 };
        var rows = Runs.Train(data, options).Result.Weights.Encoder;
        var gram = new Matrix<float>(3, 3);
        MatrixProduct.MultiplyByTransposed<float>(rows, rows, gram);
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++) Close.Assert(i == j ? 1 : 0, gram[i, j], 2e-5, $"{retraction}: {i}, {j}");
    }

    internal static IEnumerable<Method> Variants(string name) => name switch
    {
        "brockett" => [new Brockett(), new Brockett(Brockett.Cayley)],
        "spin" => [new Spin(), new Spin(Spin.Average)],
        _ => [Method.Registry[name]],
    };
}
