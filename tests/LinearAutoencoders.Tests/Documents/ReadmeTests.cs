using System.Runtime.CompilerServices;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Tests.Cli;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Documents;

/// <summary>What README says is what happens: its example compiles and runs, its first command prints its table.</summary>
public class ReadmeTests
{
    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static readonly string Readme =
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Example_FindsTheComponents()
    {
        using var output = new StringWriter();
        var before = Console.Out;
        Console.SetOut(output);
        try
        {
            RunExample();
        }
        finally
        {
            Console.SetOut(before);
        }
        Assert.Matches(@"^Completed: d_align \d\.\dE-00[4-9]\s*$", output.ToString());
    }

    [Fact]
    public void Example_IsTheCodeOfThisFile()
    {
        var block = BlockAfter("```csharp\n").Split('\n').Where(line => line.Length > 0 && !line.StartsWith("using Linear", StringComparison.Ordinal));
        var lines = File.ReadAllLines(ThisFile()).Select(line => line.Trim()).ToHashSet();
        Assert.All(block, line => Assert.Contains(line.Trim(), lines));
    }

    [Fact]
    public void FirstCommand_PrintsTheTable()
    {
        var command = BlockAfter("With nothing but the .NET 10 SDK:\n\n```\n").Trim();
        using var tool = new Tool();
        var outcome = tool.Run(command.Split(" -- ")[1].Split(' '));
        Assert.Equal(0, outcome.ExitCode);
        var printed = outcome.Output.Split('\n').Select(Cells).Where(cells => cells.Length == 10)
            .ToDictionary(cells => (cells[0], cells[1]), cells => string.Join(' ', [.. cells[3..5], .. cells[6..9]]));
        var rows = Readme.Split('\n').Where(line => line.Contains("| nesterov |", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(7, rows.Count);
        Assert.All(rows, row => Assert.Equal(string.Join(' ', row[2..]), printed[(row[0], row[1])]));
        Assert.True(File.Exists(tool.PathOf("runs/first/curves.png")));
    }

    private static void RunExample()
    {
        using var team = new WorkerTeam(Environment.ProcessorCount);
        var digits = DataSource.Open("digits");
        var data = new TrainingData<float>(digits.Source, digits.Center, team);
        var options = new TrainingOptions { Method = new Rag(), LatentDimension = 10, Epochs = 5000 };
        var result = new Trainer<float>(data, options, team).Run();
        Console.WriteLine($"{result.Reason}: d_align {result.LastMetrics.AxisAlignment:E1}");
        Matrix<float> components = result.Weights.DecoderTransposed;  // row i is the i-th principal component
        Assert.Equal(10, components.Rows);
    }

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string BlockAfter(string start)
    {
        var from = Readme.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return Readme[from..Readme.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
