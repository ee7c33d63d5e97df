using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Runs;
using SkiaSharp;

namespace LinearAutoencoders.Tests.Cli.Reproduce;

public partial class ReproduceTests
{
    private static readonly string[] Everything = ["fig1", "fig2", "fig3", "fig5", "fig6"];

    [Fact]
    public void Reproduce_MakesPicturesNumbersAndReport()
    {
        using var tool = new Tool();
        var outcome = tool.Run(
            ["reproduce", .. Everything, "--data", "digits", "--profile", "quick", "--out", "out", "--quiet"]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        foreach (var id in Everything)
        {
            using var picture = SKBitmap.Decode(tool.PathOf($"out/{id}.png"));
            Assert.Equal(2000, picture.Width);
            Assert.True(picture.Pixels.Distinct().Count() > 10, $"{id}.png is nearly of one colour");
            Assert.Equal("svg", XDocument.Load(tool.PathOf($"out/{id}.svg")).Root!.Name.LocalName);
            var lines = File.ReadAllLines(tool.PathOf($"out/{id}.csv"));
            Assert.True(lines.Length > 10);
            Assert.All(lines, line =>
                Assert.Equal(lines[0].Count(letter => letter == ','), line.Count(letter => letter == ',')));
        }
        var page = File.ReadAllText(tool.PathOf("out/index.html"));
        Assert.All(Everything, id => Assert.Contains($"lae reproduce {id}", page, StringComparison.Ordinal));
        Assert.DoesNotMatch(ExternalReference(), page.Replace(PaperLink.Address, "", StringComparison.Ordinal));
        Assert.Contains("fig2.png", File.ReadAllText(tool.PathOf("out/report.md")), StringComparison.Ordinal);
        AssertLastCell(tool.PathOf("out/fig2.csv"), "rag,nesterov", distance => distance < 0.05);
        AssertLastCell(tool.PathOf("out/fig2.csv"), "uniform-l2,nesterov", distance => distance > 0.3);
    }

    [Fact]
    public void Reproduce_UsesRunsThatAreThere_AndOnlyThose()
    {
        using var tool = new Tool();
        Assert.Equal(0, tool.Run(
            "compare", "--data", "digits", "-k", "20", "--epochs", "6000", "--snapshots", "1000,3000,6000", "--methods", "rag",
            "--optimizers", "nesterov", "--scale", "4.2", "--lr", "1.5e-3", "--out", "before", "--quiet").ExitCode);
        Assert.Equal(0, tool.Run(
            "reproduce", "fig2", "--data", "digits", "--profile", "quick", "--adopt", "before", "--report-only", "--out", "out",
            "--quiet").ExitCode);
        // What was adopted is drawn, nothing was trained.
        Assert.Single(Directory.GetDirectories(tool.PathOf("out/runs")));
        string[] rows = [.. File.ReadLines(tool.PathOf("out/fig2.csv")).Skip(1)];
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.StartsWith("rag,nesterov", row, StringComparison.Ordinal));
        var again = tool.Run("reproduce", "fig2", "--data", "digits", "--profile", "quick", "--out", "out");
        Assert.Contains("11 runs, 1 of them done before", again.Error, StringComparison.Ordinal);
        var drawn = tool.Run("reproduce", "fig2", "--data", "digits", "--profile", "quick", "--out", "out");
        Assert.Contains("fig2: ", drawn.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Reproduce_EndsInTheSameFiles_AfterItWasKilledAtAnyMoment()
    {
        using var tool = new Tool();
        // One thread: as many moments as there are differ in what is half done.
        string[] command =
        [
            "reproduce", "fig2", "fig3", "--data", "digits", "--profile", "quick", "--epochs", "1500", "--checkpoint-seconds", "0.05",
            "--threads", "1", "--quiet",
        ];
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, tool.Run([.. command, "--out", "whole"]).ExitCode);
        var whole = clock.Elapsed;

        var random = new Random(7);
        var killed = 0;
        for (var i = 0; i < 4; i++)
        {
            using var process = tool.Start([.. command, "--out", "cut"]);
            if (process.WaitForExit(TimeSpan.FromSeconds(0.4) + whole * (0.5 * random.NextDouble()))) break;
            process.Kill();
            process.WaitForExit();
            killed++;
        }
        Assert.True(killed > 0, "it ended before it could be killed");
        // As a process leaves it that is killed between its last file and giving the folder up, or tidying it before that.
        foreach (var run in Directory.GetFiles(tool.PathOf("cut"), "run.json", SearchOption.AllDirectories))
        {
            var folder = Path.GetDirectoryName(run)!;
            File.WriteAllText(
                Path.Combine(folder, ".lae-owner"),
                $"process {int.MaxValue} on {Environment.MachineName}, since 2026-01-01 00:00:00 +00:00\n");
            if (new RunDirectory(folder).ReadRecord() is not { Result: not null, IsInterrupted: false }) continue;
            File.WriteAllText(Path.Combine(folder, "live.npy"), "");
            var states = Directory.CreateDirectory(Path.Combine(folder, "checkpoint")).FullName;
            File.WriteAllText(Path.Combine(states, "epoch-000750.state"), "");
        }
        Assert.Equal(0, tool.Run([.. command, "--out", "cut"]).ExitCode);

        var files = FilesOf(tool.PathOf("whole"));
        Assert.Equal(files, FilesOf(tool.PathOf("cut")));
        foreach (var file in files)
            Assert.True(Content(tool.PathOf("whole"), file).AsSpan().SequenceEqual(Content(tool.PathOf("cut"), file)),
                $"{file} differs");
    }

    [Fact]
    public void Reproduce_TwiceAtOnce_DoesEachRunOnce_ToTheSameFiles()
    {
        using var tool = new Tool();
        string[] command =
        [
            "reproduce", "fig2", "--data", "digits", "--profile", "quick", "--epochs", "1500", "--runs", "runs", "--threads", "1",
            "--quiet",
        ];
        using var one = tool.Start([.. command, "--out", "one"]);
        using var two = tool.Start([.. command, "--out", "two"]);
        one.WaitForExit();
        two.WaitForExit();
        Assert.Equal((0, 0), (one.ExitCode, two.ExitCode));
        Assert.Equal(11, Directory.GetDirectories(tool.PathOf("runs")).Length);
        Assert.All(Directory.GetDirectories(tool.PathOf("runs")), run =>
        {
            var epochs = File.ReadLines(Path.Combine(run, "metrics.csv")).Skip(1)
                .Select(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(epochs.Distinct().Order(), epochs);
        });
        Assert.Equal(File.ReadAllBytes(tool.PathOf("one/fig2.csv")), File.ReadAllBytes(tool.PathOf("two/fig2.csv")));
    }

    [Fact]
    public void Reproduce_WithAChange_MarksIt_AndLeavesThePapersNumbersOut()
    {
        using var tool = new Tool();
        Assert.Equal(0, tool.Run(
            "reproduce", "fig2", "--data", "digits", "--profile", "quick", "--set", "rho=0.8", "-k", "5", "--epochs", "300", "--methods",
            "rag,nested-dropout", "--out", "out", "--quiet").ExitCode);
        var text = File.ReadAllText(tool.PathOf("out/report.md"));
        Assert.Contains("**Not as in the paper:** k is 5, the paper's is 20. There are 300 epochs, the paper has 30,000. Methods are "
            + "Rotation augmented gradient, Nested dropout. rho is 0.8, the paper has 0.9.", text, StringComparison.Ordinal);
        Assert.Contains("lae reproduce fig2 --data digits --profile quick --set rho=0.8 -k 5 --epochs 300 --methods rag,nested-dropout",
            text, StringComparison.Ordinal);
        Assert.Contains("ρ of nested dropout: 0.8", text, StringComparison.Ordinal);
        Assert.Contains("needs MNIST", text, StringComparison.Ordinal);
        Assert.DoesNotContain("| paper |", text, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetDirectories(tool.PathOf("out/runs")).Length);
    }

    [Theory]
    [InlineData("there is no such setting", "reproduce", "fig2", "--set", "gamma=1")]
    [InlineData("--set rho", "reproduce", "fig2", "--set", "rho=2")]
    [InlineData("give a name and a value", "reproduce", "fig2", "--set", "rho")]
    [InlineData("there is no experiment 'fig9'", "reproduce", "fig9")]
    [InlineData("--seeds is 0; it must be at least 1", "reproduce", "fig2", "--seeds", "0")]
    [InlineData("nowhere is not a folder", "reproduce", "fig2", "--adopt", "nowhere")]
    public void BadInput_IsOneLine(string message, params string[] arguments)
    {
        using var tool = new Tool();
        var outcome = tool.Run(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static string[] FilesOf(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    /// <summary>A file without the times in it.</summary>
    private static byte[] Content(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return Path.GetFileName(file) switch
        {
            "metrics.csv" => Bytes(File.ReadLines(path)
                .Select(line => string.Join(',', line.Split(',').Where((_, column) => column != 6)))),
            "timing.json" => [],
            // Seconds are the last column of the tables that have them.
            "index.html" or "report.md" => Bytes(File.ReadLines(path)
                .Select(line => Times().Replace(LastWholeNumber().Replace(line, "$1$3"), ""))),
            _ => File.ReadAllBytes(path),
        };
    }

    private static byte[] Bytes(IEnumerable<string> lines) => System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines));

    private static void AssertLastCell(string path, string run, Func<double, bool> holds)
    {
        var header = File.ReadLines(path).First().Split(',').ToList();
        var last = File.ReadLines(path).Last(line => line.StartsWith(run, StringComparison.Ordinal)).Split(',');
        Assert.True(holds(double.Parse(last[header.IndexOf("axis_alignment")], CultureInfo.InvariantCulture)),
            string.Join(',', last));
    }

    [GeneratedRegex("""(<td[^>]*>|\| )([\d,]+)(</td>\s*</tr>| \|$)""")]
    private static partial Regex LastWholeNumber();

    [GeneratedRegex(@"\d+(:\d\d)+ in all|\d{4}-\d\d-\d\d")]
    private static partial Regex Times();

    [GeneratedRegex("""(src|href)\s*=\s*["']?(https?:)?//|url\(\s*["']?(https?:)?//|@import""", RegexOptions.IgnoreCase)]
    private static partial Regex ExternalReference();
}
