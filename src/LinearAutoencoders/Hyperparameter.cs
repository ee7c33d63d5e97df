using System.Globalization;

namespace LinearAutoencoders;

/// <summary>A setting of a method or an optimizer: its name is the option <c>--name</c> and the key in <c>run.json</c>.</summary>
/// <remarks>
///   Values are <see cref="double"/>, <see cref="int"/>, <see cref="string"/>, lists of <see cref="double"/>, or null where nothing is set.
///   The default is what the registered algorithm holds, so it is written once: at the property.
/// </remarks>
public abstract class Hyperparameter
{
    private protected Hyperparameter(string name, string help, HyperparameterKind kind, IReadOnlyList<string> choices) =>
        (Name, Help, Kind, Choices) = (name, help, kind, choices);

    /// <summary>Such as <c>sqrt-penalty-min</c>.</summary>
    public string Name { get; }

    /// <summary>What it does, in a few words, for <c>--help</c>.</summary>
    public string Help { get; }

    /// <summary>What its values are.</summary>
    public HyperparameterKind Kind { get; }

    /// <summary>
    ///   The texts to choose from; empty unless <see cref="Kind"/> is <see cref="HyperparameterKind.Choice"/>, or
    ///   <see cref="HyperparameterKind.Numbers"/> for which there are words.
    /// </summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>What a value of it looks like, for an error message: such as <c>a whole number</c>.</summary>
    public string Wanted => Kind switch
    {
        HyperparameterKind.Number => "a number such as 0.003 or 3e-3",
        HyperparameterKind.WholeNumber => "a whole number",
        HyperparameterKind.Numbers => "numbers with commas, such as 0.01,0.09,0.25"
            + (Choices.Count == 0 ? "" : ", or " + string.Join(" or ", Choices)),
        _ => "one of " + string.Join(", ", Choices),
    };

    /// <summary>Its value in an algorithm that has it.</summary>
    public abstract object? Get(Algorithm algorithm);

    /// <summary>The algorithm with another value.</summary>
    /// <exception cref="ArgumentException">The value is of another kind, or outside its range.</exception>
    public abstract Algorithm With(Algorithm algorithm, object? value);

    /// <summary>The value that a text stands for, or null when it stands for none.</summary>
    public object? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Kind switch
        {
            HyperparameterKind.WholeNumber =>
                int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
            HyperparameterKind.Number => ParseNumber(text),
            HyperparameterKind.Numbers => Choices.Contains(text) ? text : ParseNumbers(text),
            _ => Choices.Contains(text) ? text : null,
        };
    }

    /// <summary>A value as a text that <see cref="Parse"/> reads back.</summary>
    public static string Format(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IEnumerable<double> numbers => string.Join(',', numbers.Select(number => Format(number))),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    /// <summary>A setting that is a number.</summary>
    /// <typeparam name="TAlgorithm">The method or optimizer that has it.</typeparam>
    public static Hyperparameter Number<TAlgorithm>(
        string name, string help, Func<TAlgorithm, double> get, Func<TAlgorithm, double, TAlgorithm> with) where TAlgorithm : Algorithm =>
        new Of<TAlgorithm, double>(name, help, HyperparameterKind.Number, [], algorithm => get(algorithm), with);

    /// <inheritdoc cref="Number"/>
    /// <summary>A setting that is a number, or not set.</summary>
    public static Hyperparameter OptionalNumber<TAlgorithm>(
        string name, string help, Func<TAlgorithm, double?> get, Func<TAlgorithm, double?, TAlgorithm> with) where TAlgorithm : Algorithm =>
        new Of<TAlgorithm, double?>(name, help, HyperparameterKind.Number, [], algorithm => get(algorithm), with);

    /// <inheritdoc cref="Number"/>
    /// <summary>A setting that is a whole number.</summary>
    public static Hyperparameter WholeNumber<TAlgorithm>(
        string name, string help, Func<TAlgorithm, int> get, Func<TAlgorithm, int, TAlgorithm> with) where TAlgorithm : Algorithm =>
        new Of<TAlgorithm, int>(name, help, HyperparameterKind.WholeNumber, [], algorithm => get(algorithm), with);

    /// <inheritdoc cref="Number"/>
    /// <summary>A setting that is a list of numbers, or not set.</summary>
    public static Hyperparameter Numbers<TAlgorithm>(
        string name, string help, Func<TAlgorithm, IReadOnlyList<double>?> get, Func<TAlgorithm, IReadOnlyList<double>?, TAlgorithm> with)
        where TAlgorithm : Algorithm =>
        new Of<TAlgorithm, IReadOnlyList<double>?>(name, help, HyperparameterKind.Numbers, [], get, with);

    /// <inheritdoc cref="Number"/>
    /// <summary>A setting that is a list of numbers, or not set; a few texts stand for other values of the algorithm.</summary>
    public static Hyperparameter NumbersOr<TAlgorithm>(
        string name, string help, IReadOnlyList<string> choices, Func<TAlgorithm, IReadOnlyList<double>?> get,
        Func<TAlgorithm, IReadOnlyList<double>?, TAlgorithm> with, Func<TAlgorithm, string, TAlgorithm> choose)
        where TAlgorithm : Algorithm =>
        new NumbersOrChoice<TAlgorithm>(name, help, choices, get, with, choose);

    /// <inheritdoc cref="Number"/>
    /// <summary>A setting that is one of a few texts, or not set.</summary>
    public static Hyperparameter Choice<TAlgorithm>(
        string name, string help, IReadOnlyList<string> choices, Func<TAlgorithm, string?> get, Func<TAlgorithm, string, TAlgorithm> with)
        where TAlgorithm : Algorithm =>
        new Of<TAlgorithm, string>(name, help, HyperparameterKind.Choice, choices, get, with);

    private static double? ParseNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static List<double>? ParseNumbers(string text)
    {
        List<double?> items = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(ParseNumber)];
        return items.Contains(null) ? null : [.. items.OfType<double>()];
    }

    private sealed class NumbersOrChoice<TAlgorithm>(
        string name, string help, IReadOnlyList<string> choices, Func<TAlgorithm, IReadOnlyList<double>?> get,
        Func<TAlgorithm, IReadOnlyList<double>?, TAlgorithm> with, Func<TAlgorithm, string, TAlgorithm> choose)
        : Of<TAlgorithm, IReadOnlyList<double>?>(name, help, HyperparameterKind.Numbers, choices, get, with)
        where TAlgorithm : Algorithm
    {
        public override Algorithm With(Algorithm algorithm, object? value) =>
            value is string text && Choices.Contains(text) ? choose(Own(algorithm), text) : base.With(algorithm, value);
    }

    private class Of<TAlgorithm, TValue>(
        string name, string help, HyperparameterKind kind, IReadOnlyList<string> choices,
        Func<TAlgorithm, object?> get, Func<TAlgorithm, TValue, TAlgorithm> with)
        : Hyperparameter(name, help, kind, choices) where TAlgorithm : Algorithm
    {
        public override object? Get(Algorithm algorithm) => get(Own(algorithm));

        public override Algorithm With(Algorithm algorithm, object? value) => value switch
        {
            TValue typed => with(Own(algorithm), typed),
            null when default(TValue) is null => with(Own(algorithm), default!),
            _ => throw new ArgumentException($"{Name} is '{Format(value)}'; give {Wanted}"),
        };

        protected TAlgorithm Own(Algorithm algorithm) => algorithm as TAlgorithm
            ?? throw new ArgumentException($"{algorithm.Name} has no hyperparameter {Name}");
    }
}

/// <summary>What the values of a hyperparameter are.</summary>
public enum HyperparameterKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>Numbers with commas.</summary>
    Numbers,

    /// <summary>One of a few texts.</summary>
    Choice,
}
