using System.Globalization;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Tests.Architecture;

/// <summary>No line of code is longer than <c>.editorconfig</c> says, in characters.</summary>
public class LineLengthTests
{
    private const string Setting = "max_line_length";

    private static readonly string[] Folders = ["src", "tests", "benchmarks", "samples"];

    /// <summary>Folders and files whose long lines are still to be broken.</summary>
    private static readonly string[] Excluded =
    [
        "src/LinearAutoencoders/Numerics/",
        "src/LinearAutoencoders/Moments/",
        "src/LinearAutoencoders/Training/MomentChoice.cs",
        "src/LinearAutoencoders/Training/TrainingData.cs",
        "src/LinearAutoencoders.Data/",
        "src/LinearAutoencoders.Reproduction/",
        "tests/LinearAutoencoders.Tests/Numerics/",
        "tests/LinearAutoencoders.Tests/Moments/",
        "tests/LinearAutoencoders.Tests/Data/",
        "tests/LinearAutoencoders.Tests/Reproduction/",
        "benchmarks/",
    ];

    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    [Fact]
    public void Lines_AreNotLonger_ThanEditorConfigSays()
    {
        var longest = LongestAllowed();
        List<string> files = [.. Folders.SelectMany(FilesIn).Where(file => !Excluded.Any(file.StartsWith))];
        Assert.True(files.Count > 100, $"only {files.Count} files below {Root}");
        Assert.Empty(files.SelectMany(file => LongLines(file, longest)));
    }

    [Fact]
    public void WhatIsExcluded_Exists() =>
        Assert.All(Excluded, path => Assert.True(Path.Exists(Path.Combine(Root, path)), path));

    private static IEnumerable<string> LongLines(string file, int longest) =>
        File.ReadLines(Path.Combine(Root, file)).Select((line, i) => (Length: LengthOf(line), Place: $"{file}:{i + 1}"))
            .Where(line => line.Length > longest).Select(line => $"{line.Place}: {line.Length} characters");

    /// <summary>Characters as one sees them: a letter with a combining mark is one.</summary>
    private static int LengthOf(string line) => new StringInfo(line).LengthInTextElements;

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Where(file => !IsBuilt(file));

    private static bool IsBuilt(string file) => file.Split('/').Any(part => part is "bin" or "obj");

    private static int LongestAllowed()
    {
        var values = File.ReadLines(Path.Combine(Root, ".editorconfig")).Select(line => line.Split('=', StringSplitOptions.TrimEntries))
            .Where(pair => pair is [Setting, _]).Select(pair => int.Parse(pair[1], CultureInfo.InvariantCulture));
        return Assert.Single(values);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
