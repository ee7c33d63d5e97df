using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli;

/// <summary>The data of a command, by its place on the line, and how it is read.</summary>
internal sealed class DataArguments
{
    private readonly InputArgument data;
    private readonly MomentsOption? moments;
    private readonly TableArguments columns;

    /// <param name="columns">How it is read.</param>
    /// <param name="takesSums">Whether the sum of its rows will do.</param>
    public DataArguments(TableArguments columns, bool takesSums = false)
    {
        this.columns = columns;
        if (takesSums) moments = new MomentsOption();
        data = new("DATA")
        {
            Description = $"what to read: {DataSource.Accepted}",
            Otherwise = moments?.Option,
            Arity = takesSums ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
    }

    public IEnumerable<Option> Options => moments is null ? columns.All : [moments.Option, .. columns.All];

    public void AddTo(Command command) => command.Arguments.Add(data);

    /// <summary>What the line names.</summary>
    public string Source(ParseResult line) => moments is null ? line.GetRequiredValue(data) : moments.Or(line, line.GetValue(data), "DATA");

    /// <summary>How the line says that it is read.</summary>
    public DataOptions Read(ParseResult line) => new() { Table = columns.Read(line) };

    /// <summary>Opens it, and says what was assumed of it.</summary>
    public Dataset Open(
        ParseResult line, DataOptions options, RunDisplay display, WorkerTeam team, CancellationToken cancellationToken)
    {
        var dataset = DataSource.Open(Source(line), options, team, cancellationToken);
        display.SayNotes(dataset.Name, dataset.Notes);
        return dataset;
    }

    /// <summary>Opens it for one of several processes, none of which is to read all of it.</summary>
    /// <exception cref="UsageException">An option needs all rows.</exception>
    public Dataset OpenShared(
        ParseResult line, DataOptions options, Shard shard, RunDisplay display, WorkerTeam team, CancellationToken cancellationToken)
    {
        // What stays missing is a matter of each row.
        if (!shard.IsAll && options.Table.Missing is MissingValues.Drop or MissingValues.Mean)
            throw new UsageException(
                "--missing looks at all rows, and a shard has only its own; write the data without missing values first");
        return Open(line, options with { Table = options.Table with { IsShared = !shard.IsAll } }, display, team, cancellationToken);
    }
}
