using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Onnx;
using LinearAutoencoders.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LinearAutoencoders.MachineLearning.Tests;

/// <summary>Components in ML.NET pipelines, and as graphs in ONNX Runtime, give the model's own scores.</summary>
public class OrderedComponentsTests
{
    private const int Columns = 6;
    private const int Rows = 300;
    private const int Kept = 3;

    private static readonly Matrix<double> Samples = Make(seed: 1, offset: 100);
    private static readonly Matrix<double> HeldBack = Make(seed: 2, offset: 100);

    private static readonly FitOptions Options = new() { Components = Kept, Scale = ColumnScale.StandardDeviation };

    [Fact]
    public void Pipeline_TrainsSavesLoads_AndGivesTheModelsScores()
    {
        var context = new MLContext(seed: 0);
        PrincipalComponents? fitted = null;
        var estimator = context.Transforms.ProjectToOrderedComponents("Scores", "Features", Options);
        estimator.Fitted += model => fitted = model;
        var pipeline = estimator.Append(context.Transforms.NormalizeMinMax("Normalized", "Scores"));
        var data = context.Data.LoadFromEnumerable(RowsOf(Samples));

        using var stream = new MemoryStream();
        context.Model.Save(pipeline.Fit(data), data.Schema, stream);
        stream.Position = 0;
        var loaded = new MLContext().Model.Load(stream, out _);

        var scores = ScoresOf(context, loaded.Transform(context.Data.LoadFromEnumerable(RowsOf(HeldBack))));
        AssertClose(fitted!.Transform(HeldBack), scores);
    }

    [Fact]
    public void FittedModel_IsATransformerToo()
    {
        var context = new MLContext();
        var model = PrincipalComponents.Fit(Samples, Kept);
        var data = context.Data.LoadFromEnumerable(RowsOf(HeldBack));
        var transformer = context.Transforms.ProjectToOrderedComponents("Scores", "Features", model).Fit(data);
        AssertClose(model.Transform(HeldBack), ScoresOf(context, transformer.Transform(data)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void ExportedModel_IsMlNetsOwnPca(bool isScaled)
    {
        var options = Options with { Scale = isScaled ? ColumnScale.StandardDeviation : ColumnScale.None };
        var model = PrincipalComponents.Fit(new Moments.MatrixSource<double>(Samples), options);
        using var file = new MemoryStream();
        model.SaveMlNet(file);
        var (context, data) = (new MLContext(), new MLContext().Data.LoadFromEnumerable(RowsOf(HeldBack)));
        var loaded = context.Model.Load(file, out var schema);
        Assert.Null(schema);
        Assert.IsType<Microsoft.ML.Transforms.PrincipalComponentAnalysisTransformer>(loaded);
        AssertClose(model.Transform(HeldBack), ScoresOf(context, loaded.Transform(data)));

        using var again = new MemoryStream();
        context.Model.Save(loaded, data.Schema, again);
        AssertClose(model.Transform(HeldBack), ScoresOf(context, context.Model.Load(again, out _).Transform(data)));
    }

    [Fact]
    public void Schema_IsKnown_BeforeFitting()
    {
        var context = new MLContext();
        var pipeline = context.Transforms.Concatenate("All", "Features")
            .Append(context.Transforms.ProjectToOrderedComponents("Scores", "All", Options))
            .Append(context.Regression.Trainers.Sdca(labelColumnName: "Label", featureColumnName: "Scores"));
        var data = context.Data.LoadFromEnumerable(RowsOf(Samples));
        Assert.Equal(Kept, ((VectorDataViewType)pipeline.Fit(data).Transform(data).Schema["Scores"].Type).Size);
    }

    [Fact]
    public void WrongColumns_AreNamed()
    {
        var context = new MLContext();
        var data = context.Data.LoadFromEnumerable(RowsOf(Samples));
        var missing = Assert.Throws<ArgumentException>(() => new DataViewSource(data, "Feature"));
        Assert.Contains("'Feature'; it has Label", missing.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => context.Transforms.ProjectToOrderedComponents("Features", "Features", Options));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void OnnxRuntime_GivesTheModelsScores_ForRowsHeldBack(bool isDouble)
    {
        var model = PrincipalComponents.Fit(new Moments.MatrixSource<double>(Samples), Options);
        using var graph = new MemoryStream();
        model.SaveOnnx(graph, new OnnxExportOptions { IsDouble = isDouble });
        using var session = new InferenceSession(graph.ToArray());
        var expected = model.Transform(HeldBack);
        var largest = isDouble ? LargestDifference<double>(session, expected) : LargestDifference<float>(session, expected);
        // Rounding of offsets of 100 in single precision, over a standard deviation of about 1.
        Assert.True(largest < (isDouble ? 1e-13 : 1e-4), $"the largest difference is {largest:E1}");
    }

    [Fact]
    public void OnnxRuntime_GivesScoresOfLengthOne_OfRowsOfLengthOne()
    {
        var model = PrincipalComponents.Fit(new Moments.MatrixSource<double>(Samples), Options);
        using var graph = new MemoryStream();
        model.SaveOnnx(graph, new OnnxExportOptions { IsDouble = true, HasLengthOne = true });
        using var session = new InferenceSession(graph.ToArray());
        var unit = HeldBack.Clone();
        for (var i = 0; i < Rows; i++) Divide(unit.Row(i));
        var expected = model.Transform(unit);
        for (var i = 0; i < Rows; i++) Divide(expected.Row(i));
        Assert.InRange(LargestDifference<double>(session, expected), 0, 1e-13);

        static void Divide(Span<double> row)
        {
            var length = Math.Sqrt(row.ToArray().Sum(value => value * value));
            foreach (ref var value in row) value /= length;
        }
    }

    private static double LargestDifference<T>(InferenceSession session, Matrix<double> expected)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var values = HeldBack.AsSpan().ToArray().Select(T.CreateTruncating).ToArray();
        var input = new DenseTensor<T>(values, [Rows, Columns]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("samples", input)]);
        var scores = results.Single().AsTensor<T>();
        var largest = 0.0;
        for (var i = 0; i < Rows; i++)
            for (var j = 0; j < Kept; j++) largest = Math.Max(largest, Math.Abs(double.CreateTruncating(scores[i, j]) - expected[i, j]));
        return largest;
    }

    private static void AssertClose(Matrix<double> expected, List<float[]> actual)
    {
        Assert.Equal(expected.Rows, actual.Count);
        for (var i = 0; i < expected.Rows; i++)
            for (var j = 0; j < Kept; j++) Assert.InRange(actual[i][j], expected[i, j] - 1e-4, expected[i, j] + 1e-4);
    }

    private static List<float[]> ScoresOf(MLContext context, IDataView data) =>
        [.. context.Data.CreateEnumerable<ScoredRow>(data, reuseRowObject: false).Select(row => row.Scores!)];

    private static IEnumerable<Row> RowsOf(Matrix<double> samples) => Enumerable.Range(0, samples.Rows)
        .Select(i => new Row { Label = i, Features = [.. samples.Row(i).ToArray().Select(value => (float)value)] });

    private static Matrix<double> Make(ulong seed, double offset)
    {
        var (samples, random) = (new Matrix<double>(Rows, Columns), new RandomSource(seed));
        random.FillNormal(samples.AsSpan());
        for (var i = 0; i < Rows; i++)
            for (var j = 1; j < Columns; j++) samples[i, j] = (float)(offset + samples[i, j] / j + 0.5 * samples[i, 0]);
        for (var i = 0; i < Rows; i++) samples[i, 0] = (float)samples[i, 0];
        return samples;
    }

    private sealed class Row
    {
        public float Label { get; init; }

        [VectorType(Columns)]
        public float[]? Features { get; init; }
    }

    private sealed class ScoredRow
    {
        [VectorType(Kept)]
        public float[]? Scores { get; init; }
    }
}
