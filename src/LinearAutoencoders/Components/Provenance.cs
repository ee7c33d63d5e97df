using System.Reflection;

namespace LinearAutoencoders.Components;

/// <summary>What components come from, for the reader of a model.</summary>
public sealed record Provenance
{
    /// <summary>What the data is called: a file's path, for example; null where nobody said.</summary>
    public string? Data { get; init; }

    /// <summary>The fingerprint of the data, where it has one: equal for equal data.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>What found the components: a solver, or a method of training.</summary>
    public string? Solver { get; init; }

    /// <summary>Times that all rows were read; null where nobody counted.</summary>
    public int? Passes { get; init; }

    /// <summary>How k was chosen, if not by the user.</summary>
    public string? CountChoice { get; init; }

    /// <summary>Whether the fit was stopped before it was done.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>The version of the library.</summary>
    public string? Version { get; init; }

    /// <summary>This library's.</summary>
    internal static string LibraryVersion { get; } =
        typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Further settings, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
