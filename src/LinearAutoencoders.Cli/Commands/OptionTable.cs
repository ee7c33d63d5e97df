using System.CommandLine;

namespace LinearAutoencoders.Cli;

/// <summary>Options of a command line, each with what it sets: its name, help and default stand here, and nowhere else.</summary>
internal sealed class OptionTable<TSettings>
{
    private readonly List<(Option Option, Func<ParseResult, TSettings, TSettings> Apply)> entries = [];

    /// <summary>The options, in the order in which they were added.</summary>
    public IEnumerable<Option> All => entries.Select(entry => entry.Option);

    /// <summary>Adds an option whose value is set where it is given.</summary>
    public Option Add<TValue>(Option<TValue?> option, Func<TSettings, TValue, TSettings> set) where TValue : struct =>
        Add(option, (line, settings) => line.GetValue(option) is { } value ? set(settings, value) : settings);

    /// <inheritdoc cref="Add{TValue}(Option{TValue?}, Func{TSettings, TValue, TSettings})"/>
    public Option Add<TValue>(Option<TValue?> option, Func<TSettings, TValue, TSettings> set) where TValue : class =>
        Add(option, (line, settings) => line.GetValue(option) is { } value ? set(settings, value) : settings);

    /// <summary>Adds a flag, and what it means to set it.</summary>
    public Option Add(Option<bool> option, Func<TSettings, TSettings> set) =>
        Add(option, (line, settings) => line.GetValue(option) ? set(settings) : settings);

    /// <summary>The settings with everything that the command line gives.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="settings">What holds without options.</param>
    /// <param name="only">The options to look at; null: all.</param>
    /// <exception cref="UsageException">A value is out of range.</exception>
    public TSettings Apply(ParseResult line, TSettings settings, IReadOnlyCollection<Option>? only = null) => UsageException.Of(() =>
        entries.Where(entry => only is null || only.Contains(entry.Option))
            .Aggregate(settings, (current, entry) => entry.Apply(line, current)));

    private Option Add(Option option, Func<ParseResult, TSettings, TSettings> apply)
    {
        entries.Add((option, apply));
        return option;
    }
}
