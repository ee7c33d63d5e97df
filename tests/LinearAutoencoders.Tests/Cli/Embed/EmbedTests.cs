using System.Text.Json.Nodes;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Retrieval;
using LinearAutoencoders.Tests.Retrieval;

namespace LinearAutoencoders.Tests.Cli.Embed;

/// <summary>Vectors from a file to a model, to smaller vectors, and to what they find, as a person does it.</summary>
public sealed class EmbedTests : IDisposable
{
    private readonly Tool tool = new();
    private readonly Matrix<double> vectors = SampleVectors.Draw(400, 24, seed: 1);

    public EmbedTests() => NpyFile.Write(tool.PathOf("v.npy"), vectors.ConvertTo<float>());

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Fit_Transform_Evaluate()
    {
        var fit = Done("embed", "fit", "v.npy", "--target", "recall@5=0.8", "--queries", "60", "--rerank", "12", "--quantize", "int8",
            "-o", "m.npz", "--picture", "p.png", "--json");
        var json = JsonNode.Parse(fit.Output)!;
        var chosen = (int)json["dimensions"]!;
        Assert.Equal((340, 60, 5, "cosine"), ((int)json["rows"]!, (int)json["queries"]!, (int)json["neighbors"]!, (string?)json["metric"]));
        Assert.Equal(["ordered", "ordered int8", "centred", "truncated"],
            json["curves"]!.AsArray().Select(curve => (string)curve!["name"]!));
        var point = json["curves"]![1]!["points"]!.AsArray().First(one => (int)one!["dimensions"]! == chosen)!;
        Assert.True((double)point["reranked"]!["mean"]! >= 0.8);
        Assert.Equal(chosen + 4, (int)point["bytes"]!);
        Assert.True(new FileInfo(tool.PathOf("p.png")).Length > 10_000);

        Done("embed", "transform", "m.npz", "v.npy", "-o", "small.npy");
        var small = NpyFile.Read<float>(tool.PathOf("small.npy"));
        Assert.Equal((400, chosen), (small.Rows, small.Columns));
        var expected = new VectorReduction(ModelFile.Load(tool.PathOf("m.npz"))).Reduce(vectors);
        Assert.Equal(expected.Row(399).ToArray(), small.Row(399).ToArray());
        Done("embed", "transform", "m.npz", "v.npy", "--components", $"{chosen - 1}", "-o", "s.npz");
        Assert.Equal(chosen - 1, DataSource.Open(tool.PathOf("s.npz")).Source.Dimension);
        Done("embed", "transform", "m.npz", "v.npy", "--quantize", "int8", "-o", "bytes.npz");

        var evaluate = Done("embed", "evaluate", "m.npz", "v.npy", "--queries", "60", "--require-fresh");
        Assert.Contains($"At {chosen} dimensions the model finds", evaluate.Output, StringComparison.Ordinal);
        Assert.Contains("no drift beyond chance.", evaluate.Output, StringComparison.Ordinal);
        Done("export", "m.npz", "-o", "m.onnx");
        Done("export", "m.npz", "-o", "m.cs");
        var source = File.ReadAllText(tool.PathOf("m.cs"));
        Assert.Contains($"Columns = 24, Count = {chosen};", source, StringComparison.Ordinal);
        Assert.Contains("scores[i] /= length;", source, StringComparison.Ordinal);
    }

    [Fact]
    public void QueriesOfAFile_AreAsked()
    {
        NpyFile.Write(tool.PathOf("q.npy"), vectors.RowRange(0, 30).ConvertTo<float>());
        var fit = Done("embed", "fit", "v.npy", "--query-vectors", "q.npy", "--target", "recall@5=0.8", "-o", "m.npz");
        Assert.Contains("30 queries of their own, 400 vectors; neighbours by cosine, exact.", fit.Output, StringComparison.Ordinal);
        var evaluate = Done("embed", "evaluate", "m.npz", "v.npy", "--query-vectors", "q.npy", "--queries", "20", "--json");
        Assert.Equal((20, 400), ((int)JsonNode.Parse(evaluate.Output)!["queries"]!, (int)JsonNode.Parse(evaluate.Output)!["rows"]!));
        NpyFile.Write(tool.PathOf("w.npy"), vectors.ColumnRange(0, 20).Clone().ConvertTo<float>());
        NpyFile.Write(tool.PathOf("one.npy"), vectors.RowRange(7, 1).ConvertTo<float>());
        Assert.Equal(1, (int)JsonNode.Parse(
            Done("embed", "evaluate", "m.npz", "v.npy", "--query-vectors", "one.npy", "--json").Output)!["queries"]!);
        Assert.Contains("has vectors of 20 values, but", Refusal("--query-vectors", "w.npy"), StringComparison.Ordinal);
        Assert.Contains("leave one of them out", Refusal("--query-vectors", "q.npy", "--labels", "q.npy"), StringComparison.Ordinal);

        string Refusal(params string[] asked)
        {
            var refused = tool.Run(["embed", "fit", "v.npy", "-o", "m.npz", .. asked]);
            Assert.Equal(2, refused.ExitCode);
            return refused.LastError;
        }
    }

    [Fact]
    public void Drift_FailsWhereThatIsAskedFor()
    {
        Done("embed", "fit", "v.npy", "--dimensions", "6", "--target", "recall@5=0.1", "-o", "m.npz");
        NpyFile.Write(tool.PathOf("w.npy"), SampleVectors.Draw(400, 24, seed: 2).ConvertTo<float>());
        var evaluate = tool.Run("embed", "evaluate", "m.npz", "w.npy", "--dimensions", "6", "--require-fresh");
        Assert.Equal(1, evaluate.ExitCode);
        Assert.Contains("the model has drifted.", evaluate.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_HasTheChoice_AndLabelsOfAFile()
    {
        File.WriteAllLines(tool.PathOf("labels.txt"), Enumerable.Range(0, 400).Select(i => $"{i % 2}"));
        var fit = Done("embed", "fit", "v.npy", "--target", "recall@10=0.7", "--labels", "labels.txt", "-o", "m.npz");
        Assert.Contains("label right", fit.Output, StringComparison.Ordinal);
        Assert.Contains("→ ", fit.Output, StringComparison.Ordinal);
        Assert.Contains("bytes a vector instead of 96", fit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Target_ThatNothingReaches_IsExitCodeOne()
    {
        var fit = tool.Run("embed", "fit", "v.npy", "--target", "recall@10=0.99", "--dimensions", "2,3", "-o", "m.npz");
        Assert.Equal(1, fit.ExitCode);
        Assert.Contains("No number of dimensions tried reaches the target", fit.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--target is '0.9'; give one such as recall@10=0.95", "--target", "0.9")]
    [InlineData("the target is a recall of 1.5; give one above 0 and at most 1", "--target", "recall@10=1.5")]
    [InlineData("--metric is 'dot'; give one of cosine, ip, l2", "--metric", "dot")]
    [InlineData("the dimensions to try are 4, 99; give rising numbers from 1 to the vectors' 24", "--dimensions", "4,99")]
    [InlineData("--picture is p.jpg; give a name that ends in .png or .svg", "--picture", "p.jpg")]
    [InlineData("labels.txt: there is no such file; give one with a label a line", "--labels", "labels.txt")]
    [InlineData("the shortlist is 0; it must be at least 1", "--rerank", "0")]
    public void BadUsage_IsSaidInOneLine(string expected, params string[] arguments)
    {
        var outcome = tool.Run(["embed", "fit", "v.npy", "-o", "m.npz", .. arguments]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(expected, outcome.LastError, StringComparison.Ordinal);
        Assert.False(File.Exists(tool.PathOf("m.npz")));
    }

    [Fact]
    public void MissingValues_AreRefusedOrFilled()
    {
        Done("embed", "fit", "v.npy", "--dimensions", "6", "--target", "recall@5=0.1", "-o", "m.npz");
        var holes = vectors.ConvertTo<float>();
        holes[7, 3] = float.NaN;
        NpyFile.Write(tool.PathOf("h.npy"), holes);
        var refused = tool.Run("embed", "transform", "m.npz", "h.npy", "-o", "s.npy");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("a value of column 4 is missing (NaN)", refused.LastError, StringComparison.Ordinal);
        var filled = Done("embed", "transform", "m.npz", "h.npy", "--missing", "mean", "-o", "s.npy");
        Assert.Contains("1 missing value filled", filled.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherModels_SayNoMetric()
    {
        Done("fit", "v.npy", "-k", "3", "-o", "plain.npz");
        var outcome = tool.Run("embed", "transform", "plain.npz", "v.npy", "-o", "s.npy");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("say by which the vectors are near: cosine, ip or l2", outcome.LastError, StringComparison.Ordinal);
        Done("embed", "transform", "plain.npz", "v.npy", "--metric", "l2", "-o", "s.npy");
    }

    private Tool.Outcome Done(params string[] arguments)
    {
        var outcome = tool.Run(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Error + outcome.Output);
        return outcome;
    }
}
