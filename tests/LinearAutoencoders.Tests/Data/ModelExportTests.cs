using System.Runtime.CompilerServices;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data.Exports;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Data;

/// <summary>The source that a model is exported to is compiled into these tests, and gives the model's bits.</summary>
public class ModelExportTests
{
    private static readonly PrincipalComponents Model = new(
        new Matrix<double>(2, 3, [0.6, 0.8, 0, 0, 0, 1]), [1.0 / 3, -2, 1e-7], [3, 0.5], 4, 10)
    {
        Scale = [0.7, 3, 1.1],
        Provenance = new() { Data = "a & <b>" },
    };

    [Fact]
    public void Source_IsTheOneThatIsCompiledHere()
    {
        var source = CSharpFile.Format(Model, nameof(ExportedModel));
        Assert.Equal(File.ReadAllText(Compiled()).ReplaceLineEndings("\n"), source);
    }

    [Fact]
    public void Source_GivesTheModelsBits()
    {
        double[] sample = [0.1, 1e3, -7.77];
        var (expected, scores, back) = (new double[2], new double[2], new double[3]);
        Model.Transform(sample, expected);
        ExportedModel.Transform(sample, scores);
        Close.AssertSameBits<double>(expected, scores, "scores");
        ExportedModel.InverseTransform(scores, back);
        Close.AssertSameBits<double>(Model.InverseTransform(new Matrix<double>(1, 2, scores)).Row(0), back, "sample");
        Assert.Throws<ArgumentException>(() => ExportedModel.Transform(new double[4], scores));
    }

    private static string Compiled([CallerFilePath] string path = "") =>
        path.Replace("ModelExportTests.cs", "ExportedModel.cs", StringComparison.Ordinal);
}
