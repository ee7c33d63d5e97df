using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LinearAutoencoders.Tests.Documents;

/// <summary>What the documents point at is there: links, files, types and members.</summary>
public partial class DocumentedNamesTests
{
    private static readonly string Root =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>Where a path in a document may begin, besides at the root; and what the documents shorten.</summary>
    private static readonly (string Short, string Long)[] Shortened =
    [
        ("", ""),
        ("", "src/LinearAutoencoders/"),
        ("T/", "src/LinearAutoencoders.Theory/"),
        ("V/", "src/LinearAutoencoders.Theory/Verification/"),
        ("tests/…/", "tests/LinearAutoencoders.Tests/"),
    ];

    private static readonly Lazy<Sources> Code = new(Sources.Read);

    public static TheoryData<string> Documents =>
    [
        .. Directory.GetFiles(Root, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Documents_AreFound() => Assert.Contains("docs/paper-map.md", Documents.Select(row => row.Data));

    [Theory, MemberData(nameof(Documents))]
    public void Links_LeadSomewhere(string document) =>
        AssertNone(Links(document).Where(link => !Exists(FolderOf(document), link)));

    [Theory, MemberData(nameof(Documents))]
    public void Paths_AreThere(string document) =>
        AssertNone(Spans(document).Where(span => PathSpan().IsMatch(span) && !IsThere(span)));

    [Theory, MemberData(nameof(Documents))]
    public void Names_AreThoseOfTheCode(string document) => AssertNone(Spans(document)
        .Where(span => NameSpan().IsMatch(span) && !span.Split('.').All(Code.Value.Words.Contains)));

    private static void AssertNone(IEnumerable<string> missing) => Assert.Equal([], missing.Distinct());

    private static IEnumerable<string> Links(string document) =>
        Link().Matches(Prose(document)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

    private static IEnumerable<string> Spans(string document) =>
        Span().Matches(Prose(document)).Select(match => match.Groups["span"].Value);

    /// <summary>A document without its blocks of code, which other tests run or people paste.</summary>
    private static string Prose(string document) => Block().Replace(File.ReadAllText(Path.Combine(Root, document)), "");

    private static bool IsThere(string path) => path.Contains('/', StringComparison.Ordinal)
        ? Shortened.Any(begin => path.StartsWith(begin.Short, StringComparison.Ordinal)
            && Exists(Root, begin.Long + path[begin.Short.Length..]))
        : Code.Value.Files.Contains(path) || Exists(Root, path);

    private static bool Exists(string folder, string path) => Path.Exists(Path.GetFullPath(Path.Combine(folder, path)));

    private static string FolderOf(string document) => Path.GetDirectoryName(Path.Combine(Root, document))!;

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex("`(?<span>[^`\n]+)`")]
    private static partial Regex Span();

    /// <summary>A source file, or a folder of the repository.</summary>
    [GeneratedRegex(@"^([\w./…-]+\.(cs|csproj|props|py)|(src|tests|docs|samples|benchmarks|T|V|[A-Z][a-z]+)/[\w./…-]*)$")]
    private static partial Regex PathSpan();

    /// <summary>A type, or a member of one.</summary>
    [GeneratedRegex(@"^[A-Z][a-z][A-Za-z0-9]+(\.[A-Z][A-Za-z0-9]+)*$")]
    private static partial Regex NameSpan();

    /// <summary>The names of all files of code, and all words in them.</summary>
    private sealed record Sources(HashSet<string> Files, HashSet<string> Words)
    {
        public static Sources Read()
        {
            string[] folders = ["src", "tests", "samples", "benchmarks"];
            var files = folders
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories))
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")).ToList();
            var words = files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
                .SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(match => match.Value));
            return new([.. files.Select(file => Path.GetFileName(file))], [.. words]);
        }
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
