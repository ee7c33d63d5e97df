using System.Globalization;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>Situations from public reports, through the command line: what is read, what is said, or why it is refused.</summary>
public class TableCaseTests
{
    private static readonly double[][] Samples = [.. Enumerable.Range(0, 30).Select(i =>
        new[] { 10.3772 - i % 7 * 1.5, -5.2642 + i % 5 * 0.8, 0.6404 - i % 3 * 1.1, 2.0525 + i % 4 * 0.3 })];

    private static string Lines(string separator = ",", string point = ".", Func<int, string>? before = null, string after = "") =>
        string.Concat(Samples.Select((row, i) => before?.Invoke(i) + string.Join(separator, row.Select(value =>
            value.ToString("0.0###", CultureInfo.InvariantCulture).Replace(".", point, StringComparison.Ordinal))) + after + "\n"));

    private const string Counted = "column 1 has no name and counts the rows, left out";

    public static TheoryData<string, string, string, string> Read => new()
    {
        { "numeric header of pandas", "t.csv", "0,1,2,3\n" + Lines(), "line 1 (0, 1, …) holds names" },
        { "quoted numeric header", "t.csv", "\"0\",\"1\",\"2\",\"3\"\n" + Lines(), "" },
        { "index column of pandas", "t.csv", ",a,b,c,d\n" + Lines(before: i => $"{i},"), Counted },
        { "row names of R", "t.csv", "\"\",\"V1\",\"V2\",\"V3\",\"V4\"\n" + Lines(before: i => $"\"{i + 1}\","), Counted },
        { "decimal commas", "t.csv", Lines(";", ","), "separator \";\", decimal comma" },
        { "trailing separators", "t.csv", "a,b,c,d,\n" + Lines(after: ","), "makes no column" },
        { "a line of blanks", "t.csv", Lines() + "   \n", "" },
        { "numpy.savetxt", "t.txt", Lines(" "), "" },
        { "numpy.savetxt called csv", "t.csv", Lines(" "), "separator blanks" },
        { "text labels", "t.csv", "a,b,c,d,species\n" + Lines(after: ",setosa"), "species holds text, left out" },
        { "comments", "t.csv", "# made by x\n# N, M, K\n" + Lines(), "" },
    };

    [Theory, MemberData(nameof(Read))]
    public void Situation_IsRead_AndSaid(string situation, string file, string content, string said)
    {
        using var tool = new Tool();
        File.WriteAllText(tool.PathOf(file), content);

        var outcome = tool.Run("analyze", "spectrum", "--data", file, "-k", "2", "--out", "out");

        Assert.True(outcome.ExitCode == 0, $"{situation}: {outcome.Error}");
        Assert.Contains($"{file}: 30 samples of 4 values", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
        // On a busy machine a line on what takes more than a second may come too.
        var lines = outcome.Error.TrimEnd().Split('\n').Count(line => !line.EndsWith(" so far", StringComparison.Ordinal));
        Assert.Equal(said.Length > 0 ? 2 : 1, lines);
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "names and values differ in number", "a,b,c,d,e\n" + Lines(), "line 1 has 5 names, line 2 has 4 values" },
        { "decimal commas without another separator", "x\n10,38\n8,39\n7,89\n", "line 1 has 1 name, line 2 has 2 values" },
        { "first row missing", "NA,NA,NA,NA\n" + Lines(), "line 1, column 1: 'NA' is a missing value; fill it in, or give --missing" },
        { "first row of question marks", "?,?,?,?\n" + Lines(), "line 1, column 1: '?' is a missing value" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Situation_IsRefused_WithTheMend(string situation, string content, string message)
    {
        using var tool = new Tool();
        File.WriteAllText(tool.PathOf("t.csv"), content);

        var outcome = tool.Run("train", "--data", "t.csv", "-k", "1", "--out", "out");

        Assert.True(outcome.ExitCode == 2, $"{situation}: {outcome.Error}");
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(tool.PathOf("out")));
    }

    [Fact]
    public void MissingValues_AreCounted_WhereTheyAreLeftOut()
    {
        using var tool = new Tool();
        File.WriteAllText(tool.PathOf("na.csv"), "a,b,c,d\n8.3672,-5.6326,0.4116,NA\n" + Lines());

        var outcome = tool.Run("train", "--data", "na.csv", "-k", "2", "--epochs", "1", "--missing", "drop", "--out", "out");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("na.csv: 1 of 31 samples left out, it has missing values", outcome.Error, StringComparison.Ordinal);
        // What a run was told of its data is told again when it goes on.
        Assert.Contains("\"missing\": \"drop\"", File.ReadAllText(tool.PathOf("out/run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Pipe_IsRead_LikeItsFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such pipes");
        using var tool = new Tool();
        File.WriteAllText(tool.PathOf("t.csv"), "a,b,c,d\n" + Lines());
        string Shell(string source, string before) => Run(
            tool, $"{before} dotnet '{Tool.Program}' analyze spectrum --data {source} -k 2 --json --quiet --out o");
        var expected = Shell("t.csv", "");

        Assert.Contains("spectrum", expected, StringComparison.Ordinal);
        Assert.Equal(expected, Shell("-", "cat t.csv |"));
        Assert.Equal(expected, Shell("p.csv", "mkfifo p.csv; (gzip -c t.csv > p.csv &);"));
    }

    private static string Run(Tool tool, string command)
    {
        var start = new System.Diagnostics.ProcessStartInfo("/bin/sh") { WorkingDirectory = tool.Folder, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
