using System.Runtime.CompilerServices;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data.Exports;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Retrieval;

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

    private static readonly PrincipalComponents Reduction = new(Model.Components, [0, 0, 0], [3, 0.5], 4, 10)
    {
        Provenance = new() { Settings = ReductionSettings.Of("cosine", 2) },
    };

    [Fact]
    public void Source_IsTheOneThatIsCompiledHere()
    {
        AssertCompiled(Model, nameof(ExportedModel));
        AssertCompiled(Reduction, nameof(ExportedReduction));
    }

    [Fact]
    public void Source_OfASmallerVector_HasLengthOne_AsTheReductionGivesIt()
    {
        double[][] samples = [[0.1, 1e3, -7.77], [-3, 0.5, 2], [0, 0, 0]];
        foreach (var sample in samples)
        {
            var (expected, scores) = (new float[2], new double[2]);
            new VectorReduction(Reduction).Reduce([.. sample.Select(value => (float)value)], expected);
            ExportedReduction.Transform(sample, scores);
            Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
            Assert.Equal(sample[0] == 0 ? 0 : 1, scores.Sum(score => score * score), 1e-15);
        }
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

    private static void AssertCompiled(PrincipalComponents model, string name) =>
        Assert.Equal(File.ReadAllText(Compiled(name)).ReplaceLineEndings("\n"), CSharpFile.Format(model, name));

    private static string Compiled(string name, [CallerFilePath] string path = "") =>
        path.Replace("ModelExportTests.cs", name + ".cs", StringComparison.Ordinal);
}
