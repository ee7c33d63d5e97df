using System.Numerics;
using System.Runtime.Intrinsics;

namespace LinearAutoencoders.Numerics;

/// <summary>The kinds of register tile, best first, and which of them this machine runs.</summary>
/// <remarks>The environment variable LAE_TILE forces one; the bits of a product are the same with each.</remarks>
internal static class TileChoice
{
    /// <summary>The environment variable that forces a tile.</summary>
    public const string Variable = "LAE_TILE";

    /// <summary>All names, best first, each with its condition.</summary>
    private static readonly (string Name, bool Runs)[] Tiles =
    [
        ("vector512", Vector512.IsHardwareAccelerated),
        ("vector256", Vector256.IsHardwareAccelerated),
        ("vector128", Vector128.IsHardwareAccelerated),
        ("scalar", true),
    ];

    /// <summary>The tiles that run here, best first.</summary>
    public static IEnumerable<string> Runnable => Tiles.Where(tile => tile.Runs).Select(tile => tile.Name);

    /// <summary>The tile that the environment asks for, else the best.</summary>
    /// <exception cref="UserErrorException">
    /// The environment asks for a tile that does not exist or does not run here.
    /// </exception>
    public static string Chosen(string? forced)
    {
        if (string.IsNullOrEmpty(forced)) return Runnable.First();
        return Runnable.Contains(forced) ? forced : throw new UserErrorException(
            $"{Variable} is '{forced}', which is no tile of this machine; use {string.Join(", ", Runnable)}, or unset it");
    }

    /// <summary>The engine with the tile of this name.</summary>
    public static ProductEngine<T> Engine<T>(string name) where T : unmanaged, IFloatingPointIeee754<T> => name switch
    {
        "vector512" => new BlockedProducts<T, Vector512<T>, Lanes512<T>>(),
        "vector256" => new BlockedProducts<T, Vector256<T>, Lanes256<T>>(),
        "vector128" => new BlockedProducts<T, Vector128<T>, Lanes128<T>>(),
        _ => new BlockedProducts<T, T, ScalarLane<T>>(),
    };
}

/// <summary>The engine that products of one element type use.</summary>
internal static class ChosenEngine<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private static ProductEngine<T>? chosen;

    // Not a static initializer: a wrong name would surface as a TypeInitializationException.
    public static ProductEngine<T> Value => chosen ?? Choose();

    private static ProductEngine<T> Choose() =>
        chosen = TileChoice.Engine<T>(TileChoice.Chosen(Environment.GetEnvironmentVariable(TileChoice.Variable)));
}
