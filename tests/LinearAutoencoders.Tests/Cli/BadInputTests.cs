namespace LinearAutoencoders.Tests.Cli;

/// <summary>A mistake gets one line with the mend, exit code 2, and leaves nothing behind.</summary>
public class BadInputTests
{
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "train --data nothing.csv -k 2", "", "there is no such file" },
        { "train --data bad.csv -k 2", "1,2\n3,NaN\n5,6\n", "line 2" },
        { "train --data bad.csv -k 2", "1,2\n3,inf\n5,6\n", "line 2" },
        { "train --data bad.csv -k 2", "1,2\n3,4,5\n6,7\n", "line 2" },
        { "train --data bad.csv -k 2", "", "bad.csv" },
        { "train --data bad.csv -k 2", "a,b\n", "bad.csv" },
        { "train --data bad.npy -k 2", "not an array", "bad.npy" },
        { "train --data bad.csv.gz -k 2", "not gzip, but text\n", "bad.csv.gz" },
        { "train --data data.xlsx -k 2", "", "data.xlsx" },
        { "train --data digts -k 2", "", "digits" },
        { "train --data digits -k 65", "", "choose k of at most 64" },
        { "train --data digits -k 0", "", "k is 0" },
        { "train --data digits -k two", "", "give a whole number" },
        { "train --data digits", "", "-k is missing" },
        { "train -k 2", "", "--data is missing" },
        { "train --data digits -k 2 --method oja", "", "nonuniform-l2" },
        { "train --data digits -k 2 --learning-rate 0", "", "learning rate is 0" },
        { "train --data digits -k 2 --batch-size -5", "", "batch size is -5" },
        { "train --data digits -k 2 --moment spectral --optimizer adam", "", "use auto, dense or samples" },
        { "train --data digits -k 2 --moment dense --batch-size 100", "", "use auto or samples" },
        { "train --data digits -k 2 --method nonuniform-l2 --sqrt-penalty-min 0.9 --sqrt-penalty-max 0.1", "", "from 0.9 to 0.1" },
        { "train --data digits -k 2 --epochs 100 --snapshots 50,200", "", "no epoch 200" },
        { "train --data digits -k 2 --init-encoder nothing.npy", "", "nothing.npy" },
        { "train --data digits -k 2 --threads 0", "", "--threads is 0" },
        { "train --data digits -k 2 --synthetic-samples 10", "", "is for --data synthetic" },
        { "train --data digits -k 2 --unknown", "", "--unknown" },
        { "train --resume nowhere", "", "holds no run" },
        { "compare --data digits -k 65", "", "choose k of at most 64" },
        { "compare --data digits -k 2 --methods rag,ojo", "", "--methods is 'rag,ojo'" },
        { "compare --data digits -k 2 --moment spectral", "", "use auto" },
        { "reproduce fig9", "", "there is no experiment 'fig9'" },
        { "reproduce fig2 --data bad.npy", "not an array", "bad.npy" },
        { "verify --data bad.npy", "not an array", "bad.npy" },
        { "analyze spectrum --data bad.npy -k 2", "not an array", "bad.npy" },
        { "analyze conditioning --data digits -k 64", "", "choose k of at most 61" },
        { "analyze landscape --data digits -k 2 --first-penalty 200", "", "penalty 200 of component 1 is not between 0 and its variance" },
        { "trian --data digits", "", "there is no command 'trian'" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void Mistake_GetsOneLine_AndWritesNothing(string command, string content, string expected)
    {
        using var tool = new Tool();
        var words = command.Split(' ');
        var file = words.FirstOrDefault(word => word.StartsWith("bad.", StringComparison.Ordinal));
        if (file is not null) File.WriteAllText(tool.PathOf(file), content);

        var outcome = tool.Run([.. words, "--quiet"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("lae: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(file is null ? 0 : 1, Directory.GetFileSystemEntries(tool.Folder).Length);
    }
}
