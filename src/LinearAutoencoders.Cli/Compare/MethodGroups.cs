using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Cli.Compare;

/// <summary>Names that stand for many methods.</summary>
internal static class MethodGroups
{
    private const string All = "all", Paper = "paper", Related = "related";

    /// <summary>As on the command line.</summary>
    public static IReadOnlyList<string> Names { get; } = [All, Paper, Related];

    /// <summary>The methods of some names, once each; without any, all but those of related work.</summary>
    public static IEnumerable<Method> Of(IReadOnlyCollection<string> names) => names.Count == 0
        ? Method.Registry.All.Where(method => method.Origin != MethodOrigin.Related)
        : names.SelectMany(Of).Distinct();

    private static IEnumerable<Method> Of(string name) => name switch
    {
        All => Method.Registry.All,
        Paper => Method.Registry.All.Where(method => method.Origin == MethodOrigin.Paper),
        Related => Method.Registry.All.Where(method => method.Origin == MethodOrigin.Related),
        _ => [Method.Registry[name]],
    };
}
