using System.Runtime.CompilerServices;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Tests.Cli;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Documents;

/// <summary>What README says is what happens: its example compiles and runs, its first command prints its table.</summary>
public class ReadmeTests
{
    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static readonly string Readme = File
        .ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Example_FindsTheComponents()
    {
        using var output = new StringWriter();
        var before = Console.Out;
        Console.SetOut(output);
        Matrix<float> found;
        try
        {
            found = ReadmeExample.Run();
        }
        finally
        {
            Console.SetOut(before);
        }
        Assert.Matches(@"^Completed: d_align \d\.\dE-00[4-9]\s*$", output.ToString());
        AssertSameDirections(Components(found.Rows), found.ConvertTo<double>());
    }

    [Fact]
    public void Example_IsTheCodeThatRuns()
    {
        var source = File.ReadAllLines(ThisFile().Replace("Tests.cs", "Example.cs", StringComparison.Ordinal));
        var body = source.SkipWhile(line => line != "    {").Skip(1).TakeWhile(line => line != "        return components;");
        var usings = source.TakeWhile(line => line.Length > 0);
        string[] example = [.. usings, "", .. body.Select(line => line.Length > 8 ? line[8..] : line)];
        Assert.Equal(example, BlockAfter("## The library\n\n```csharp\n").TrimEnd().Split('\n'));
    }

    [Fact]
    public void Sample_IsTheCodeOfItsFile()
    {
        var sample = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "samples", "fit-apply.cs"))
            .ReplaceLineEndings("\n");
        Assert.Equal(sample[sample.IndexOf("using ", StringComparison.Ordinal)..], BlockAfter("In C#:\n\n```csharp\n"));
    }

    [Fact]
    public void FirstCommand_PrintsTheTable()
    {
        var command = BlockAfter("With nothing but the .NET 10 SDK:\n\n```\n").Trim();
        using var tool = new Tool();
        var outcome = tool.Run(command.Split(" -- ")[1].Split(' '));
        Assert.Equal(0, outcome.ExitCode);
        var printed = outcome.Output.Split('\n').Select(Cells).Where(cells => cells.Length == 16)
            .ToDictionary(cells => (cells[0], cells[1]), cells => string.Join(' ', [.. cells[3..6], .. cells[8..14]]));
        var rows = Readme.Split('\n').Where(line => line.Contains("| nesterov |", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(7, rows.Count);
        Assert.All(rows, row => Assert.Equal(string.Join(' ', row[2..]), printed[(row[0], row[1])]));
        Assert.True(File.Exists(tool.PathOf("runs/first/curves.png")));
    }

    private static Matrix<double> Components(int k)
    {
        var digits = DataSource.Open("digits");
        return new TrainingData<double>(digits.Source, digits.Center).LeadingComponents(k).Vectors;
    }

    /// <summary>Row by row, up to length and sign, as near as d_align below 10⁻³ says.</summary>
    private static void AssertSameDirections(Matrix<double> expected, Matrix<double> actual)
    {
        for (var i = 0; i < expected.Rows; i++)
        {
            var length = Math.Sqrt(Vectors.SquaredNorm<double>(actual.Row(i)));
            Assert.InRange(Math.Abs(Vectors.Dot<double>(expected.Row(i), actual.Row(i))) / length, 0.99, 1 + 1e-6);
        }
    }

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string BlockAfter(string start)
    {
        var from = Readme.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return Readme[from..Readme.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
