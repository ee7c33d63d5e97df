using System.Diagnostics.CodeAnalysis;

namespace LinearAutoencoders;

/// <summary>The methods, or the optimizers, that can be asked for by name: those of the library, and what users add.</summary>
/// <remarks>Each is there with its default hyperparameters. Safe to use from many threads; the order is that of adding.</remarks>
public sealed class Registry<TAlgorithm> where TAlgorithm : Algorithm
{
    private readonly string kind;
    private TAlgorithm[] algorithms = [];

    internal Registry(string kind, params ReadOnlySpan<TAlgorithm> first)
    {
        this.kind = kind;
        foreach (var algorithm in first) Add(algorithm);
    }

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<TAlgorithm> All => algorithms;

    /// <summary>All names, in order.</summary>
    public IReadOnlyList<string> Names => [.. algorithms.Select(algorithm => algorithm.Name)];

    /// <summary>Adds one.</summary>
    /// <exception cref="ArgumentException">
    ///   The name is taken or not made of small letters, digits and hyphens, or a hyperparameter is of another kind than that of the same
    ///   name in another algorithm: one option could not serve both.
    /// </exception>
    public void Add(TAlgorithm algorithm)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        PlainName.Require(algorithm.Name, $"the name of a {kind}");
        lock (kind)
        {
            foreach (var other in algorithms) RequireCompatible(other, algorithm);
            algorithms = [.. algorithms, algorithm];
        }
    }

    /// <summary>The one of this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists all names.</exception>
    public TAlgorithm this[string name] => TryFind(name, out var found) ? found
        : throw new ArgumentException($"there is no {kind} '{name}'; use one of {string.Join(", ", Names)}");

    /// <summary>The one of this name, if there is one.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out TAlgorithm? algorithm)
    {
        algorithm = Array.Find(algorithms, candidate => candidate.Name == name);
        return algorithm is not null;
    }

    /// <summary>The place of a name in the order, from 0; −1 when there is none of this name.</summary>
    public int IndexOf(string name) => Array.FindIndex(algorithms, candidate => candidate.Name == name);

    private void RequireCompatible(TAlgorithm known, TAlgorithm added)
    {
        if (known.Name == added.Name) throw new ArgumentException($"there is a {kind} '{added.Name}' already; choose another name");
        foreach (var one in known.Hyperparameters)
            if (added.Hyperparameters.FirstOrDefault(other => other.Name == one.Name) is { } other && other.Kind != one.Kind)
                throw new ArgumentException($"{other.Name} of {added.Name} is {other.Wanted}, but of {known.Name} {one.Wanted}");
    }
}
