using System.Reflection;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Mpi;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Retrieval;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Theory;
using PublicApiGenerator;

namespace LinearAutoencoders.Tests.Documents;

/// <summary>The public types and members of each library, as C# declares them: no change to them goes unnoticed.</summary>
/// <remarks>A record shows by its <see cref="IEquatable{T}"/>.</remarks>
public class PublicApiTests
{
    private static readonly Dictionary<string, Assembly> Assemblies = new[]
    {
        typeof(Weights<>), typeof(DataSource), typeof(LearningCurve), typeof(TheoryProblem),
        typeof(MpiWorld), typeof(VectorReduction), typeof(LinearAutoencoders.Cli.Tool),
    }.ToDictionary(type => type.Assembly.GetName().Name!, type => type.Assembly);

    public static TheoryData<string> Libraries => [.. Assemblies.Keys];

    [Theory, MemberData(nameof(Libraries))]
    public void PublicApi_IsTheVerifiedOne(string library) =>
        Snapshot.AssertVerified("api " + library, Declarations(Assemblies[library]));

    [Theory]
    [InlineData(typeof(RunOptions))]
    [InlineData(typeof(Reproducer))]
    public void Internals_OfTheTool_AreNobodyElses(Type type) => Assert.Empty(type.Assembly.GetExportedTypes());

    private static string Declarations(Assembly assembly) =>
        assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false });
}
