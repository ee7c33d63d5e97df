using System.Text.Json;
using LinearAutoencoders.Cli;
using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Outside.Tests;

/// <summary>The tool knows a registered method without being changed: its name, its options, its runs.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lae-outside-").FullName;

    static ToolTests()
    {
        Method.Registry.Add(new WeightedPrefixLoss());
        Method.Registry.Add(new OjaSubspaceRule());
    }

    [Fact]
    public async Task Compare_RunsRegisteredMethods_WithTheirOwnOptions()
    {
        var (code, output) = await RunAsync(
            "compare", "--data", "digits", "-k", "3", "--epochs", "40", "--methods", "weighted-prefix-loss,oja-subspace-rule,rag",
            "--optimizers", "nesterov", "--prefix-growth", "0.5", "--out", folder, "--json", "--quiet");
        Assert.Equal(0, code);
        var runs = JsonDocument.Parse(output).RootElement.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(["weighted-prefix-loss", "oja-subspace-rule", "rag"],
            runs.Select(run => Training(run).GetProperty("method").GetProperty("name").GetString()));
        Assert.Equal(0.5, Training(runs[0]).GetProperty("method").GetProperty("prefix-growth").GetDouble());
        Assert.Equal(JsonValueKind.Null, runs[1].GetProperty("result").GetProperty("loss").ValueKind);
        foreach (var run in new[] { "weighted-prefix-loss-nesterov", "oja-subspace-rule", "rag-nesterov" })
            Assert.True(File.Exists(Path.Combine(folder, run, "decoder.npy")), run);
        Assert.True(File.Exists(Path.Combine(folder, "curves.png")));
    }

    [Fact]
    public async Task Help_ListsRegisteredMethods_AndTheirOptions()
    {
        var (_, output) = await RunAsync("train", "--help");
        Assert.Contains("oja-subspace-rule", output, StringComparison.Ordinal);
        Assert.Contains("--prefix-growth", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_RefusesAnOptimizer_ForAMethodWithStepsOfItsOwn()
    {
        var (code, _) = await RunAsync(
            "train", "--data", "digits", "-k", "3", "--method", "oja-subspace-rule", "--optimizer", "adam", "--out", folder);
        Assert.Equal(2, code);
    }

    [Fact]
    public async Task Resume_GoesOnWithARegisteredMethod_ToTheSameFiles()
    {
        string[] run = ["train", "--data", "digits", "-k", "3", "--method", "oja-subspace-rule", "--quiet"];
        var (whole, part) = (Path.Combine(folder, "whole"), Path.Combine(folder, "part"));
        Assert.Equal(0, (await RunAsync([.. run, "--epochs", "60", "--out", whole])).Code);
        Assert.Equal(0, (await RunAsync([.. run, "--epochs", "30", "--checkpoint-every", "30", "--out", part])).Code);
        Assert.Equal(0, (await RunAsync("train", "--resume", part, "--epochs", "60", "--quiet")).Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "decoder.npy")), File.ReadAllBytes(Path.Combine(part, "decoder.npy")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static JsonElement Training(JsonElement run) => run.GetProperty("options").GetProperty("training");

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var (before, output) = (Console.Out, new StringWriter());
        Console.SetOut(output);
        try
        {
            return (await Tool.RunAsync(arguments), output.ToString());
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}
