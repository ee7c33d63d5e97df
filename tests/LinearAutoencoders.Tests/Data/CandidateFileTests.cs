using System.IO.Compression;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Components from other programs' files, and what is said of files that hold none.</summary>
public sealed class CandidateFileTests : IDisposable
{
    private static readonly Problem Problem = new(3, 5, 40, 7);

    private static readonly PrincipalComponents Model = PrincipalComponents.Fit(Problem.Samples, 3);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Model_IsRead()
    {
        Model.Save(File("model.npz"));
        AssertModel(CandidateFile.Read(File("model.npz")));
    }

    [Theory, InlineData("_", CompressionLevel.NoCompression), InlineData("", CompressionLevel.Optimal)]
    public void ScikitLearnsArrays_AreRead(string underscore, CompressionLevel compression)
    {
        using (var archive = ZipFile.Open(File("sklearn.npz"), ZipArchiveMode.Create))
        {
            Add(archive, "components" + underscore, ModelArrays.Write(Model.Components.ToMatrix()), compression);
            Add(archive, "mean" + underscore, ModelArrays.Write(Model.Mean), compression);
            Add(archive, "explained_variance" + underscore, ModelArrays.Write(Model.ExplainedVariance), compression);
        }
        AssertModel(CandidateFile.Read(File("sklearn.npz")));
    }

    [Fact]
    public void FortranOrderAndSinglePrecision_AreRead()
    {
        var columns = Model.Components.ToMatrix().Transpose();
        byte[] header = [.. NpyHeader.Format("<f4", [3, 5])];
        var at = header.AsSpan().IndexOf("False"u8);
        "True "u8.CopyTo(header.AsSpan(at));
        var bytes = header.Concat(columns.AsSpan().ToArray().SelectMany(value => BitConverter.GetBytes((float)value))).ToArray();
        using (var archive = ZipFile.Open(File("f.npz"), ZipArchiveMode.Create))
            Add(archive, "components_", bytes, CompressionLevel.Fastest);
        var read = CandidateFile.Read(File("f.npz"));
        Assert.Null(read.Mean);
        Close.Assert(Model.Components.ToMatrix(), read.Rows.ToMatrix(), 1e-7, "components");
    }

    [Fact]
    public void NumPyArray_IsRead()
    {
        NpyFile.Write(File("rows.npy"), Model.Components.ToMatrix());
        Close.Assert(Model.Components.ToMatrix(), CandidateFile.Read(File("rows.npy")).Rows.ToMatrix(), 0, "components");
    }

    [Theory, InlineData("\"\",", ','), InlineData("", '\t')]
    public void RotationOfR_IsRead(string corner, char separator)
    {
        var lines = Enumerable.Range(0, 5).Select(j => FormattableString.Invariant(
            $"\"x.{j}\",{Model.Components[0, j]:R},{Model.Components[1, j]:R},{Model.Components[2, j]:R},{Model.Mean[j]:R}"));
        var text = string.Join("\n", lines.Prepend(corner + "\"PC1\",\"PC2\",\"PC3\",\"center\""));
        var path = File(separator == ',' ? "rotation.csv" : "rotation.tsv");
        System.IO.File.WriteAllText(path, text.Replace(',', separator));
        var read = CandidateFile.Read(path);
        Close.Assert(Model.Components.ToMatrix(), read.Rows.ToMatrix(), 0, "components");
        Assert.Equal(Model.Mean, read.Mean);
        Assert.Equal(["x.0", "x.1", "x.2", "x.3", "x.4"], read.ColumnNames!);
    }

    [Theory]
    [InlineData("a.joblib", "numpy.savez")]
    [InlineData("a.pkl", "numpy.savez")]
    [InlineData("a.rds", "write.csv")]
    [InlineData("a.xlsx", "components are read from")]
    [InlineData("missing.npz", "no such file")]
    public void OtherFiles_AreRefused_WithTheSentenceThatHelps(string name, string sentence) => AssertRefused(File(name), sentence);

    [Theory]
    [InlineData("1,2\n3,4\n", "must name the components")]
    [InlineData(",PC1,PC2\na,1,2\nb,1\n", "line 3")]
    [InlineData(",PC1\na,1\nb,x\n", "column 2: 'x'")]
    [InlineData(",PC1\na,0\nb,0\n", "component 1 is zero")]
    public void BadTables_AreRefused_WithTheirPlace(string text, string sentence)
    {
        System.IO.File.WriteAllText(File("bad.csv"), text);
        AssertRefused(File("bad.csv"), sentence);
    }

    [Fact]
    public void ArchivesWithoutComponents_AreRefused()
    {
        using (var archive = ZipFile.Open(File("x.npz"), ZipArchiveMode.Create))
            Add(archive, "samples", ModelArrays.Write([1.0, 2.0]), CompressionLevel.Fastest);
        AssertRefused(File("x.npz"), "no array components_");
        System.IO.File.WriteAllText(File("y.npz"), "no archive");
        AssertRefused(File("y.npz"), "no .npz file");
    }

    private string File(string name) => Path.Combine(folder.Path, name);

    private static void AssertRefused(string path, string sentence)
    {
        var refused = Assert.Throws<BadDataException>(() => CandidateFile.Read(path));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(path), refused.Message, StringComparison.Ordinal);
    }

    private static void AssertModel(CandidateComponents read)
    {
        Close.Assert(Model.Components.ToMatrix(), read.Rows.ToMatrix(), 0, "components");
        Assert.Equal(Model.Mean, read.Mean);
        Assert.Equal(Model.ExplainedVariance, read.ExplainedVariance);
    }

    private static void Add(ZipArchive archive, string name, byte[] bytes, CompressionLevel compression)
    {
        using var stream = archive.CreateEntry(name + ".npy", compression).Open();
        stream.Write(bytes);
    }
}
