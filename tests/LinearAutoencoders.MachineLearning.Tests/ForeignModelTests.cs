using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Onnx;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LinearAutoencoders.MachineLearning.Tests;

/// <summary>Projections that others saved are read as they are.</summary>
public sealed class ForeignModelTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(path);

    /// <summary>ML.NET's own PCA over-counts the mean by 1 + 1/n (dotnet/machinelearning#6713): the reader shows it.</summary>
    [Fact]
    public void MlNetModel_IsRead_WithTheMeanThatItHas()
    {
        const int n = 10;
        var random = new RandomSource(3);
        var samples = new Matrix<double>(n, 3);
        random.FillNormal(samples.AsSpan());
        for (var i = 0; i < n; i++) samples[i, 0] = (float)(10 + 5 * samples[i, 0]);
        var context = new MLContext(1);
        var data = context.Data.LoadFromEnumerable(Enumerable.Range(0, n).Select(i => new Row
        {
            Features = [(float)samples[i, 0], (float)samples[i, 1], (float)samples[i, 2]],
        }));
        var pipeline = context.Transforms.ProjectToPrincipalComponents("Scores", "Features", rank: 2)
            .Append(context.Transforms.NormalizeMinMax("Normalized", "Scores"));
        context.Model.Save(pipeline.Fit(data), data.Schema, path);

        var projection = MlNetFile.Read(path);
        Assert.Equal((3, 2), (projection.Matrix.Rows, projection.Matrix.Columns));
        var mean = Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, n).Average(i => samples[i, j])).ToArray();
        for (var c = 0; c < 2; c++)
        {
            var right = Enumerable.Range(0, 3).Sum(j => mean[j] * projection.Matrix[j, c]);
            Assert.InRange(-projection.Offset[c] / right, 1 + 0.99 / n, 1 + 1.01 / n);
        }
    }

    [Fact]
    public void MlNetExport_IsReadBack_AndHoldsAgainstItsData()
    {
        var samples = new Matrix<double>(50, 4);
        new RandomSource(4).FillNormal(samples.AsSpan());
        for (var i = 0; i < 50; i++) samples[i, 1] = 3 + 2 * samples[i, 1];
        PrincipalComponents.Fit(samples, 2).SaveMlNet(path + ".zip");
        try
        {
            var moments = new DataMoments(new MatrixSource<double>(samples), center: true);
            var comparison = CandidateFile.Read(path + ".zip").CompareWith(moments);
            Assert.True(comparison.AllRight, string.Join("; ", comparison.Axes.Select(axis => axis.Explanation)));
        }
        finally
        {
            File.Delete(path + ".zip");
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void OnnxExport_IsReadBack(bool isDouble)
    {
        var samples = new Matrix<double>(50, 4);
        new RandomSource(4).FillNormal(samples.AsSpan());
        var model = PrincipalComponents.Fit(samples, 2);
        model.SaveOnnx(path, new OnnxExportOptions { IsDouble = isDouble });
        var projection = OnnxProjection.Read(path);
        for (var j = 0; j < 4; j++)
        {
            Assert.Equal(model.Mean[j], projection.Mean[j], isDouble ? 0 : 1e-7);
            for (var c = 0; c < 2; c++) Assert.Equal(model.Components[c, j], projection.Matrix[j, c], isDouble ? 0 : 1e-7);
        }
        Assert.All(projection.Offset, value => Assert.Equal(0, value));
    }

    [Fact]
    public void DamagedFiles_GetOneLine()
    {
        var samples = new Matrix<double>(50, 4);
        new RandomSource(4).FillNormal(samples.AsSpan());
        PrincipalComponents.Fit(samples, 2).SaveOnnx(path);
        var (bytes, random) = (File.ReadAllBytes(path), new Random(1));
        for (var trial = 0; trial < 500; trial++)
        {
            var damaged = bytes[..random.Next(1, bytes.Length)];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            foreach (var read in new Action[] { () => OnnxProjection.Read(path), () => MlNetFile.Read(path) })
                if (Record.Exception(read) is { } failure)
                    Assert.Contains(path, Assert.IsType<BadDataException>(failure).Message, StringComparison.Ordinal);
        }
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[]? Features { get; init; }
    }
}
