using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LinearAutoencoders.Tests.Architecture;

/// <summary>Which assembly may use which: every arrow points one way, in the project files and in the code.</summary>
public partial class ArchitectureTests
{
    private const string Core = "LinearAutoencoders";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Core] = [],
        [$"{Core}.Arrow"] = [Core],
        [$"{Core}.Data"] = [Core],
        [$"{Core}.Figures"] = [Core],
        [$"{Core}.Retrieval"] = [Core],
        [$"{Core}.Theory"] = [Core],
        [$"{Core}.Mpi"] = [Core],
        [$"{Core}.Runs"] = [Core, $"{Core}.Data", $"{Core}.Figures"],
        [$"{Core}.Reproduction"] = [Core, $"{Core}.Data", $"{Core}.Figures", $"{Core}.Theory", $"{Core}.Runs"],
        [$"{Core}.MachineLearning"] = [Core, $"{Core}.Data"],
        [$"{Core}.Embeddings"] = [Core, $"{Core}.Data", $"{Core}.Retrieval"],
        [$"{Core}.Cli"] =
            [
                Core, $"{Core}.Data", $"{Core}.Figures", $"{Core}.Retrieval", $"{Core}.Theory", $"{Core}.Mpi", $"{Core}.Runs",
                $"{Core}.Reproduction",
            ],
    };

    private static readonly Dictionary<string, string[]> AllowedInCore = new()
    {
        ["Numerics"] = [],
        ["Moments"] = ["Numerics"],
        ["Optimizers"] = ["Numerics"],
        ["Metrics"] = ["Numerics"],
        ["Components"] = ["Numerics", "Moments"],
        ["Methods"] = ["Numerics", "Moments", "Optimizers"],
        ["Training"] = ["Numerics", "Moments", "Optimizers", "Metrics", "Components", "Methods"],
    };

    private const string Reproduction = $"{Core}.Reproduction";

    private static readonly string[] BelowFigures = ["Results", "Report", "Engine"];

    private static readonly Dictionary<string, string[]> AllowedInReproduction = new()
    {
        ["Results"] = [],
        ["Report"] = [],
        ["Engine"] = ["Results", "Report"],
        ["Beyond"] = BelowFigures,
        ["Figure1LossSurface"] = BelowFigures,
        ["Figure2LearningCurves"] = BelowFigures,
        ["Figure3HeatMaps"] = [.. BelowFigures, "Figure2LearningCurves"],
        ["Figure4Scalability"] = BelowFigures,
        ["Figure5OptimalPenalties"] = BelowFigures,
        ["Figure6PenaltyComparison"] = [.. BelowFigures, "Figure2LearningCurves", "Figure5OptimalPenalties"],
        ["Table2And3LearningRateSearch"] = BelowFigures,
        ["Table4LearningRates"] = BelowFigures,
    };

    private static readonly string Source =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "src"));

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    public static TheoryData<string> CoreFolders => [.. AllowedInCore.Keys];

    public static TheoryData<string> ReproductionFolders => [.. AllowedInReproduction.Keys];

    [Fact]
    public void EveryAssembly_IsInTheTable() =>
        Assert.Equal(Allowed.Keys.Order(), Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetFileNameWithoutExtension(project)!).Order());

    [Theory, MemberData(nameof(Assemblies))]
    public void ProjectReferences_PointOneWay(string assembly)
    {
        var project = XDocument.Load(Path.Combine(Source, assembly, assembly + ".csproj"));
        var references = project.Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value)
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))).ToList();
        Assert.Equal(assembly == Core, references.Count == 0);
        Assert.Empty(references.Except(Allowed[assembly]));
    }

    [Theory, MemberData(nameof(Assemblies))]
    public void Code_UsesOnlyWhatItsAssemblyMay(string assembly) =>
        Assert.DoesNotContain(NamesIn(Path.Combine(Source, assembly)),
            name => AssemblyOf(name.Namespace) is var used && used != assembly && !Allowed[assembly].Contains(used));

    [Theory, MemberData(nameof(Assemblies))]
    public void Namespaces_AreThoseOfTheAssembly(string assembly) =>
        Assert.DoesNotContain(NamesIn(Path.Combine(Source, assembly)),
            name => name.IsDeclaration && AssemblyOf(name.Namespace) != assembly);

    /// <summary>Results and report lie below, the engine above them, figures and tables on top.</summary>
    [Theory, MemberData(nameof(ReproductionFolders))]
    public void Reproduction_UsesOnlyFoldersBelow(string folder)
    {
        Assert.DoesNotContain(NamesIn(Path.Combine(Source, Reproduction, folder)), name => IsIn(name.Namespace, Reproduction)
            && !AllowedInReproduction[folder].Append(folder).Any(used => IsIn(name.Namespace, $"{Reproduction}.{used}")));
    }

    /// <summary>Only the list of all figures and tables lies in no folder.</summary>
    [Fact]
    public void EveryFolderOfReproduction_IsInTheTable()
    {
        Assert.Equal(["AllExperiments.cs"],
            Directory.EnumerateFiles(Path.Combine(Source, Reproduction), "*.cs").Select(Path.GetFileName));
        Assert.Equal(AllowedInReproduction.Keys.Order(), Directory.EnumerateDirectories(Path.Combine(Source, Reproduction))
            .Select(folder => Path.GetFileName(folder)!).Where(folder => folder is not ("bin" or "obj")).Order());
    }

    /// <summary>What lies in no folder, such as the weights, is below all of them.</summary>
    [Theory, MemberData(nameof(CoreFolders))]
    public void Core_UsesOnlyFoldersBelow(string folder) =>
        Assert.DoesNotContain(NamesIn(Path.Combine(Source, Core, folder)), name => name.Namespace != Core
            && !AllowedInCore[folder].Append(folder).Any(used => IsIn(name.Namespace, $"{Core}.{used}")));

    [Fact]
    public void EveryFolderOfTheCore_IsInTheTable() =>
        Assert.Equal(AllowedInCore.Keys.Order(), Directory.EnumerateDirectories(Path.Combine(Source, Core))
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs").Any() && !IsBuilt(folder))
            .Select(folder => Path.GetFileName(folder)!).Order());

    /// <summary>The project's own namespaces in the <c>using</c> and <c>namespace</c> lines of a folder's files.</summary>
    private static List<Name> NamesIn(string folder)
    {
        var names = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(file => !IsBuilt(file))
            .SelectMany(file => NameLine().Matches(File.ReadAllText(file)).Select(match =>
                new Name(Path.GetRelativePath(Source, file), match.Groups["name"].Value, match.Groups["declaration"].Success)))
            .ToList();
        Assert.NotEmpty(names);
        return names;
    }

    /// <summary>The assembly of a namespace: what is no other's is the core's.</summary>
    private static string AssemblyOf(string name) =>
        Allowed.Keys.Where(assembly => IsIn(name, assembly)).MaxBy(assembly => assembly.Length)!;

    private static bool IsIn(string name, string parent) => (name + ".").StartsWith(parent + ".", StringComparison.Ordinal);

    private static bool IsBuilt(string file) =>
        Path.GetRelativePath(Source, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(
        @"^\s*(global\s+)?(using\s+(static\s+)?(\w+\s*=\s*)?|(?<declaration>namespace\s+))(?<name>LinearAutoencoders\b[\w.]*)",
        RegexOptions.Multiline)]
    private static partial Regex NameLine();

    private sealed record Name(string File, string Namespace, bool IsDeclaration);
}
