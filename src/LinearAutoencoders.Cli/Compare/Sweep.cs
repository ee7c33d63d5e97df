using System.CommandLine;
using System.Globalization;

namespace LinearAutoencoders.Cli.Compare;

/// <summary>
///   Options that may be given as lists, <c>1e-4,1e-3</c> or <c>0..4</c>: the command line is read once for each way to choose from them.
/// </summary>
internal sealed class Sweep
{
    /// <summary>More runs than anybody meant.</summary>
    private const int Most = 10_000;

    private readonly List<(Option Option, char Separator)> options = [];

    /// <summary>Makes an option one that may be a list.</summary>
    /// <param name="option">One that takes a number, or another single value.</param>
    public void Add(Option option)
    {
        switch (option)
        {
            case Option<int?> number: Add(number, ','); break;
            case Option<ulong?> number: Add(number, ','); break;
            case Option<double?> number: Add(number, ','); break;
        }
    }

    /// <summary>The same for a hyperparameter; one that is itself a list has semicolons between its lists.</summary>
    public void Add(Option<object?> option, bool isList) => Add(option, isList ? ';' : ',');

    /// <summary>The line, once for each combination of what the lists hold; the last list turns fastest.</summary>
    /// <exception cref="UsageException">A value is not one of its option.</exception>
    public IReadOnlyList<ParseResult> Lines(ParseResult line)
    {
        List<string[]> lines = [[]];
        var command = line.CommandResult.Command;
        var listed = options.Where(one => line.IsGiven(one.Option)).ToDictionary(
            one => one.Option, one => Items(line.GetResult(one.Option)!.Tokens[^1].Value, one.Separator));
        var others = command.Options.Where(option => line.IsGiven(option) && !listed.ContainsKey(option));
        string[] fixedPart = [.. others.SelectMany(
            option => line.GetResult(option)!.Tokens.Select(token => token.Value).Prepend(option.Name))];
        foreach (var (option, items) in listed)
        {
            lines = [.. lines.SelectMany(_ => items, (start, item) => (string[])[.. start, option.Name, item])];
            if (lines.Count > Most) throw new UsageException($"these lists make more than {Most} runs; shorten them");
        }
        return [.. lines.Select(choice => Read(command, [.. fixedPart, .. choice]))];
    }

    private static ParseResult Read(Command command, string[] arguments)
    {
        var read = command.Parse(arguments);
        return read.Errors.Count == 0 ? read : throw new UsageException(read.Errors[0].Message);
    }

    private void Add<T>(Option<T> option, char separator)
    {
        var single = option.CustomParser!;
        option.CustomParser = result => Items(result.Tokens[^1].Value, separator).Length > 1 ? default : single(result);
        option.HelpName = separator == ';' ? $"{option.HelpName};…" : $"{option.HelpName},…";
        options.Add((option, separator));
    }

    private static string[] Items(string text, char separator) =>
        [.. text.Split(separator, StringSplitOptions.TrimEntries).SelectMany(item => separator == ',' ? Range(item) : [item])];

    /// <summary><c>0..4</c> is 0 to 4.</summary>
    private static IEnumerable<string> Range(string item)
    {
        var ends = item.Split("..");
        if (ends.Length != 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last < first) return [item];
        if (last - first >= Most) throw new UsageException($"{item} are more than {Most} values; shorten it");
        return Enumerable.Range(first, last - first + 1).Select(value => value.ToString(CultureInfo.InvariantCulture));
    }
}
