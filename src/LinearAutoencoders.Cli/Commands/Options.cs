using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;

namespace LinearAutoencoders.Cli;

/// <summary>
///   Makes options whose errors name the option, what was given and what is wanted; numbers read the same in every culture.
/// </summary>
internal static class Options
{
    /// <summary>Whether the option stands on the command line; flags and lists have a result of their own also when they do not.</summary>
    public static bool IsGiven(this ParseResult line, Option option) => line.GetResult(option) is { Implicit: false };

    /// <summary>The words that a line gives to an option or an argument.</summary>
    public static IEnumerable<string> TokensOf(this ParseResult line, Symbol symbol) => (symbol switch
    {
        Option option => line.GetResult(option)?.Tokens,
        Argument argument => line.GetResult(argument)?.Tokens,
        _ => null,
    } ?? []).Select(token => token.Value);

    /// <summary>The same option under another name, too.</summary>
    public static Option<T> WithAlias<T>(this Option<T> option, string alias)
    {
        option.Aliases.Add(alias);
        return option;
    }

    public static Option<int?> Integer(string name, string description) =>
        Parsed<int?>(name, description, "a whole number",
            text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null);

    public static Option<ulong?> Seed(string name, string description) =>
        Parsed<ulong?>(name, description, "a whole number from 0",
            text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null);

    public static Option<double?> Number(string name, string description) =>
        Parsed<double?>(name, description, "a number such as 0.003 or 3e-3",
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null);

    /// <summary>An amount of memory.</summary>
    public static Option<long?> Bytes(string name, string description)
    {
        var option = Parsed<long?>(name, description, "an amount such as 600MB or 2GB", ByteCount);
        option.HelpName = "SIZE";
        return option;
    }

    /// <summary>A rate of transfer.</summary>
    public static Option<long?> BytesPerSecond(string name, string description)
    {
        var option = Parsed<long?>(name, description, "a rate such as 2GB/s", text => ByteCount(
            text.EndsWith("/s", StringComparison.OrdinalIgnoreCase) ? text[..^2] : text));
        option.HelpName = "RATE";
        return option;
    }

    /// <summary>One of several shares.</summary>
    public static Option<Shard?> Shard(string name, string description)
    {
        var option = Parsed(name, description, "a number from 1 and how many there are, such as 3/8", Data.Shard.Parse);
        option.HelpName = "I/N";
        return option;
    }

    public static Option<string?> Text(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };

    public static Option<string?> OneOf(string name, string description, IReadOnlyList<string> choices)
    {
        var wanted = "one of " + string.Join(", ", choices);
        var option = Parsed<string?>(name, description, wanted, text => Choice(text, choices), choices);
        option.HelpName = choices.Count <= 4 ? string.Join('|', choices) : "NAME";
        option.CompletionSources.Add(choices.ToArray());
        return option;
    }

    /// <summary>One of the values of an enum, in small letters.</summary>
    public static Option<TKind?> Kind<TKind>(string name, string description, TKind otherwise, params TKind[] without)
        where TKind : struct, Enum => OneOf(name, $"{description} [{otherwise.ToString().ToLowerInvariant()}]", without);

    /// <summary>The same, where no value stands for the option that is not given.</summary>
    public static Option<TKind?> Kind<TKind>(string name, string description) where TKind : struct, Enum =>
        OneOf<TKind>(name, description, without: []);

    private static Option<TKind?> OneOf<TKind>(string name, string description, TKind[] without) where TKind : struct, Enum
    {
        string[] choices = [.. Enum.GetValues<TKind>().Except(without).Select(choice => choice.ToString().ToLowerInvariant())];
        var option = Parsed<TKind?>(
            name, description, "one of " + string.Join(", ", choices),
            text => Choice(text, choices) is { } choice ? Enum.Parse<TKind>(choice, ignoreCase: true) : null, choices);
        option.HelpName = string.Join('|', choices);
        option.CompletionSources.Add(choices);
        return option;
    }

    /// <summary>A list with commas.</summary>
    public static Option<string[]?> SomeOf(string name, string description, IReadOnlyList<string> choices) =>
        Parsed<string[]?>(name, description, "some of " + string.Join(", ", choices) + ", with commas", text =>
        {
            string?[] items = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(item => Choice(item, choices))];
            return items.Contains(null) ? null : [.. items.OfType<string>()];
        }, choices);

    public static Option<int[]?> Integers(string name, string description) =>
        Parsed<int[]?>(name, description, "whole numbers with commas, such as 1,3,10", text =>
        {
            var items = text.Split(',', StringSplitOptions.TrimEntries);
            var values = new int[items.Length];
            for (var i = 0; i < items.Length; i++)
                if (!int.TryParse(items[i], NumberStyles.None, CultureInfo.InvariantCulture, out values[i])) return null;
            return values;
        });

    /// <summary>A setting of a method or an optimizer; its value is what <see cref="Hyperparameter.Parse"/> makes of the text.</summary>
    public static Option<object?> Hyperparameter(Hyperparameter hyperparameter, string description) =>
        WithWords(Parsed("--" + hyperparameter.Name, description, hyperparameter.Wanted, hyperparameter.Parse), hyperparameter);

    private static Option<object?> WithWords(Option<object?> option, Hyperparameter hyperparameter)
    {
        if (hyperparameter is not { Kind: HyperparameterKind.Numbers, Choices.Count: > 0 }) return option;
        option.HelpName = string.Join('|', hyperparameter.Choices.Prepend("LIST"));
        option.CompletionSources.Add([.. hyperparameter.Choices]);
        return option;
    }

    /// <summary>How many components: a number, or what finds one.</summary>
    public static Option<ComponentCount?> Components(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "K|SHARE|auto",
        CustomParser = result =>
        {
            try
            {
                return ComponentCount.Parse(result.Tokens[^1].Value);
            }
            catch (ArgumentException refused)
            {
                result.AddError($"{name}: {refused.Message}");
                return null;
            }
        },
    };

    /// <summary>One ASCII character, or a word for one.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">Its help.</param>
    /// <param name="helpName">What help calls the value.</param>
    /// <param name="words">What else can be written.</param>
    /// <param name="choices">The characters that can be given; null: all.</param>
    public static Option<char?> Character(
        string name, string description, string helpName, Dictionary<string, char> words, string? choices = null)
    {
        var wanted = choices is null ? "one character" : string.Join(" or ", choices.ToCharArray());
        var option = Parsed<char?>(name, description, string.Join(" or ", words.Keys.Prepend(wanted)), text =>
            words.TryGetValue(text, out var meant) ? meant
            : text is [var one] && char.IsAscii(one) && (choices is null || choices.Contains(one)) ? one : null);
        option.HelpName = helpName;
        return option;
    }

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    private static long? ByteCount(string text)
    {
        (string Unit, double Factor)[] units = [("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1), ("", 1)];
        var (unit, factor) = units.First(one => text.EndsWith(one.Unit, StringComparison.OrdinalIgnoreCase));
        var isNumber = double.TryParse(
            text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        return isNumber && number * factor is >= 1 and < long.MaxValue ? (long)(number * factor) : null;
    }

    /// <summary>The choice that is meant, in letters of any case.</summary>
    private static string? Choice(string text, IEnumerable<string> choices) =>
        choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase));

    private static Option<T> Parsed<T>(
        string name, string description, string wanted, Func<string, T> parse, IReadOnlyList<string>? choices = null)
    {
        var option = new Option<T>(name)
        {
            Description = description,
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result => Parse(result, name, wanted, parse, choices ?? []),
        };
        option.HelpName = wanted.StartsWith("a number", StringComparison.Ordinal) ? "X"
            : wanted.StartsWith("a whole", StringComparison.Ordinal) ? "N" : "LIST";
        return option;
    }

    private static T Parse<T>(ArgumentResult result, string name, string wanted, Func<string, T> parse, IReadOnlyList<string> choices)
    {
        var text = result.Tokens[^1].Value;
        var value = parse(text);
        if (value is not null) return value;
        var wrong = text.Split(',', StringSplitOptions.TrimEntries).FirstOrDefault(item => Choice(item, choices) is null, text);
        result.AddError($"{name} is '{text}'; {Nearest.Question(wrong, choices)}give {wanted}");
        return value;
    }
}
