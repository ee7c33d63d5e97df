using System.CommandLine;
using LinearAutoencoders.Data;

namespace LinearAutoencoders.Cli;

/// <summary>A sum of samples in place of the samples.</summary>
internal sealed class MomentsOption
{
    public Option<string?> Option { get; } = Options.Text(
        "--moments", "the sum of the samples, which lae moments or lae merge wrote, in place of the data", "MOMENTS.npz");

    /// <summary>It, or the data itself.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="data">The data that is given; null: none.</param>
    /// <param name="name">What the data is called on the line.</param>
    /// <exception cref="UsageException">Both are given, or neither.</exception>
    public string Or(ParseResult line, string? data, string name)
    {
        if (line.GetValue(Option) is not { } path)
            return data ?? throw new UsageException($"{name} is missing; give {DataSource.Accepted}, or --moments");
        if (data is not null) throw new UsageException($"{name} and --moments exclude each other; give one");
        _ = MomentFile.ReadRecord(path);  // or it is none, and says so
        return path;
    }
}
