using System.Text.Json.Nodes;
using LinearAutoencoders.Cli;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>What a person is told who mistypes, leaves something out, or wants to know how it goes.</summary>
public class UsageTests
{
    [Theory]
    [InlineData("trian", "did you mean train?")]
    [InlineData("Compare", "did you mean compare?")]
    [InlineData("train --data digits -k 3 --lerning-rate 1", "did you mean --learning-rate?")]
    [InlineData("train --data digits -k 3 --method rga", "did you mean rag?")]
    [InlineData("compare --data digits -k 3 --methods rag,liner-vae", "did you mean linear-vae?")]
    [InlineData("train --data digits -k 3 --method determ", "did you mean deterministic-nested-dropout?")]
    [InlineData("train", "--data and -k are missing, as in: lae train --data digits -k 10")]
    [InlineData("fit", "DATA, -k and -o are missing, as in: lae fit")]
    [InlineData("fit --moments sum.npz", "lae: -k and -o are missing, as in: lae fit")]
    [InlineData("fit lost.csv", "lae: lost.csv: there is no such file; check its name and folder; -k and -o are missing, as in: lae fit")]
    [InlineData("fit lost.csv -k 2 -o model.txt", "lost.csv: there is no such file")]
    [InlineData("transform lost.npz new.csv", "lost.npz: there is no such file; check its name and folder; -o is missing, as in: lae")]
    [InlineData("score lost.npz new.csv -o fit.doc", "lost.npz: there is no such file")]
    [InlineData("certify lost.npz", "lost.npz: there is no such file")]
    [InlineData("embed fit lost.npy", "lost.npy: there is no such file; check its name and folder; -o is missing, as in: lae embed fit")]
    [InlineData("moments lost.npy", "lost.npy: there is no such file; check its name and folder; -o is missing")]
    [InlineData("merge", "PART and -o are missing, as in: lae merge")]
    [InlineData("train --data lost.csv", "lost.csv: there is no such file")]
    [InlineData("train lost.csv -k 2", "'lost.csv' is one word too many; did you mean --data lost.csv?")]
    [InlineData("fit --data digits -k 2 -o model.npz", "there is no option --data; name the data without it, as in: lae fit")]
    [InlineData("fit digits -k 2 -o model.npz --zzzzzzzz", "there is no option --zzzzzzzz (see lae fit --help)")]
    [InlineData("fit digits -k 2 -o model.txt", "model.txt: a model is written as .npz only")]
    [InlineData("fit digits -k 2 -o model", "model: a model is written as .npz only; give a name that ends so, and write other formats")]
    [InlineData("embed fit digits -o small.npy", "small.npy: a model is written as .npz only")]
    [InlineData("moments digits -o part.csv", "part.csv: a sum is written as .npz only")]
    [InlineData("fit digits -k 2 -o .", "give a name that ends so")]
    [InlineData("analyze spectrum", "--data and -k are missing")]
    [InlineData("transform model.npz", "DATA and -o are missing")]
    [InlineData("compare --data digits -k 3 --lr 1e-3,zwei", "--learning-rate is 'zwei'")]
    [InlineData("completion fish", "bash, zsh or pwsh")]
    public void Mistake_IsToldWithWhatWasMeant(string command, string expected)
    {
        using var tool = new Tool();
        var outcome = tool.Run(command.Split(' '));
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Help_IsACommandToo()
    {
        using var tool = new Tool();
        Assert.Equal(tool.Run("train", "--help").Output, tool.Run("help", "train").Output);
    }

    public static TheoryData<string> AllExamples => [.. Examples.All.Select(example => example.Split(" >> ")[0])];

    [Theory, MemberData(nameof(AllExamples))]
    public void Example_IsALineThatCanBeRead(string example)
    {
        using var tool = new Tool();
        // Asked for completions, the tool reads the line and does nothing; a mistake in it would be in the help's place.
        var words = example.Split(' ')[1..];
        Assert.Equal(0, tool.Run([.. words.Where(word => word != "--help"), "--help"]).ExitCode);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _lae lae")]
    [InlineData("zsh", "compdef _lae lae")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public void Completion_HasAScript(string shell, string line)
    {
        using var tool = new Tool();
        Assert.Contains(line, tool.Run("completion", shell).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Methods_AreKnownInAnyCase()
    {
        using var tool = new Tool();
        var outcome = tool.Run(
            "train", "--data", "digits", "-k", "2", "--method", "RAG", "--lr", "1e-5", "--epochs", "3", "--json", "--quiet");
        Assert.Equal(0, outcome.ExitCode);
        var json = JsonNode.Parse(outcome.Output)!;
        Assert.Equal((1, 1e-5), ((int)json["schema"]!, (double)json["options"]!["training"]!["learning-rate"]!));
        Assert.DoesNotContain('\u001b', outcome.Output);
    }

    [Fact]
    public void Compare_TakesLists_AndTellsRunsApartByWhatDiffers()
    {
        using var tool = new Tool();
        var outcome = tool.Run("compare", "--data", "digits", "-k", "2,3", "--seed", "0..1", "--methods", "rag,nested-dropout", "--rho",
            "0.8,0.9", "--optimizers", "nesterov", "--epochs", "20", "--out", "all", "--quiet");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        // rag has no rho: each of its runs is there once.
        Assert.Equal(4 + 8, Directory.GetFiles(tool.PathOf("all"), "run.json", SearchOption.AllDirectories).Length);
        Assert.True(Directory.Exists(tool.PathOf("all/nested-dropout-nesterov-k3-rho0.8-seed1")));
        Assert.True(File.Exists(tool.PathOf("all/curves-rag-nesterov.png")));
        Assert.True(File.Exists(tool.PathOf("all/curves-nested-dropout-nesterov.svg")));
        var header = File.ReadLines(tool.PathOf("all/summary.csv")).First();
        Assert.EndsWith(",learned,unbalance,k,rho,seed", header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(8.384e-5, "8.384e-5")]
    [InlineData(0.003, "0.003")]
    [InlineData(1234.5678, "1,235")]
    [InlineData(double.NaN, "–")]
    [InlineData(3.2e9, "3.2e9")]
    public void Number_HasOneForm(double value, string text) => Assert.Equal(text, NumberText.Number(value));

    [Theory]
    [InlineData(-2.2e-16, "0.0000")]
    [InlineData(8.4e-5, "8.4e-5")]
    [InlineData(0.58, "0.5800")]
    public void Distance_IsNeverBelowZero(double value, string text) => Assert.Equal(text, NumberText.Distance(value));
}
