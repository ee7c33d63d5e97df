using LinearAutoencoders.Components;
using LinearAutoencoders.Data;

namespace LinearAutoencoders.Tests.Data;

/// <summary>A model's file gives the model back bit for bit, and damage is found.</summary>
public class ModelFileTests
{
    private static readonly Problem Problem = new(3, 7, 40, 5);

    private static readonly PrincipalComponents Model = new(
        PrincipalComponents.Fit(Problem.Samples, 3).Components, [1, 2, 3, 4, 5, 6, 7], [3, 2, 1], 8, 40)
    {
        Scale = [1, 2, 1, 2, 1, 2, 1],
        ColumnNames = ["a", "b", "c", "d", "e", "\"ü\"", "g"],
        Provenance = new() { Data = "x.csv", Solver = "full", Passes = 1 },
        Certificate = new(
            [.. Enumerable.Range(0, 3).Select(i => new ComponentCertificate
            {
                Verdict = ComponentVerdict.Converged, Explanation = "well", Residual = 1e-15, Gap = 0.5, AngleBound = 1e-14,
                SamplingAngle = 0.1, FirstOfSubspace = i, LastOfSubspace = i,
            })], Completeness.Proven),
    };

    [Fact]
    public void Load_GivesBackWhatWasSaved()
    {
        var loaded = Loaded(Bytes());
        Close.AssertSameBits<double>(Model.Components.Row(1), loaded.Components.Row(1), "a component");
        Assert.Equal(Model.Mean, loaded.Mean);
        Assert.Equal(Model.Scale, loaded.Scale);
        Assert.Equal(Model.ExplainedVariance, loaded.ExplainedVariance);
        Assert.Equal(Model.ColumnNames, loaded.ColumnNames);
        Assert.Equal(Model.Certificate!.Components, loaded.Certificate!.Components);
        Assert.Equal(Model.Provenance.Solver, loaded.Provenance.Solver);
        Assert.Equal(Bytes(), BytesOf(loaded));
    }

    [Fact]
    public void Load_RefusesEveryChangedByte_OrGivesTheSameModel()
    {
        var bytes = Bytes();
        var random = new Random(1);
        for (var trial = 0; trial < 3000; trial++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            if (trial % 3 == 0) damaged = damaged[..random.Next(damaged.Length)];
            try
            {
                Assert.Equal(bytes, BytesOf(Loaded(damaged)));
            }
            catch (BadDataException refused)
            {
                Assert.Contains("model", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    private static byte[] Bytes() => BytesOf(Model);

    private static byte[] BytesOf(PrincipalComponents model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static PrincipalComponents Loaded(byte[] bytes) => ModelFile.Load(new MemoryStream(bytes));
}
