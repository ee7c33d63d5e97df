using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

public class MomentChoiceTests
{
    private static readonly Gen<(string Method, string Optimizer, int? BatchSize)> AnyRun = Gen.Select(
        Gen.OneOf([.. Method.Registry.Names]), Gen.OneOf([.. Optimizer.Registry.Names]), Gen.OneOf<int?>(null, 1, 99, 100, 101));

    [Fact]
    public void Auto_IsAMomentThatMayBeAskedFor() => AnyRun.Sample((method, optimizer, batchSize) =>
    {
        var options = Options(method, optimizer, batchSize, MomentKind.Auto);
        var resolved = MomentChoice.Resolve(options, 100, 20);
        Assert.NotEqual(MomentKind.Auto, resolved);
        Assert.Equal(resolved, MomentChoice.Resolve(options with { Moment = resolved }, 100, 20));
    });

    [Fact]
    public void Samples_MayAlwaysBeAskedFor() => AnyRun.Sample((method, optimizer, batchSize) =>
        Assert.Equal(MomentKind.Samples, MomentChoice.Resolve(Options(method, optimizer, batchSize, MomentKind.Samples), 100, 20)));

    [Theory]
    [InlineData("rag", "nesterov", null, MomentKind.Spectral)]
    [InlineData("rag", "nesterov", 100, MomentKind.Spectral)]
    [InlineData("rag", "nesterov", 99, MomentKind.Samples)]
    [InlineData("rag", "adam", null, MomentKind.Dense)]
    [InlineData("rag", "adam", 99, MomentKind.Samples)]
    [InlineData("nested-dropout", "nesterov", null, MomentKind.Samples)]
    [InlineData("nested-dropout", "adam", null, MomentKind.Samples)]
    public void Auto_IsTheCheapestExactOne(string method, string optimizer, int? batchSize, MomentKind expected) =>
        Assert.Equal(expected, MomentChoice.Resolve(Options(method, optimizer, batchSize, MomentKind.Auto), 100, 20));

    [Theory]
    [InlineData(100, 200, MomentKind.Dense)]
    [InlineData(100, 201, MomentKind.Samples)]
    public void Auto_IsTheSamples_WhenTheyAreSmallerThanTheirMoment(int n, int m, MomentKind expected) =>
        Assert.Equal(expected, MomentChoice.Resolve(Options("rag", "adam", null, MomentKind.Auto), n, m));

    [Theory]
    [InlineData("nested-dropout", "adam", null, MomentKind.Dense,
        "nested-dropout looks at samples one by one and cannot train on a dense moment; use auto or samples")]
    [InlineData("nested-dropout", "nesterov", 10, MomentKind.Spectral,
        "nested-dropout looks at samples one by one and cannot train on a spectral moment; use auto or samples")]
    [InlineData("rag", "adam", 10, MomentKind.Dense,
        "mini-batches need the samples; a dense moment is of all of them; use auto or samples")]
    [InlineData("rag", "nesterov", 99, MomentKind.Spectral,
        "mini-batches need the samples; a spectral moment is of all of them; use auto or samples")]
    [InlineData("rag", "adam", null, MomentKind.Spectral,
        "Adam depends on the axes of data space, so a spectral moment would change its trajectory; use auto, dense or samples")]
    public void Resolve_SaysWhatIsExact_WhenAnotherIsAskedFor(
        string method, string optimizer, int? batchSize, MomentKind moment, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => MomentChoice.Resolve(Options(method, optimizer, batchSize, moment), 100, 20));
        Assert.Equal(message, error.Message);
    }

    private static TrainingOptions Options(string method, string optimizer, int? batchSize, MomentKind moment) =>
        Runs.Options(method, optimizer) with { BatchSize = batchSize, Moment = moment };
}
