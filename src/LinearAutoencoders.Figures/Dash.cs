namespace LinearAutoencoders.Figures;

/// <summary>A line pattern: how many points of a line are drawn, and how many left out, in turn.</summary>
internal readonly record struct Dash(float On, float Off)
{
    /// <summary>The whole line.</summary>
    public static Dash Solid { get; } = new(1, 0);

    /// <summary>Short dashes far apart.</summary>
    public static Dash Dotted { get; } = new(1.5f, 3);

    /// <summary>Whether anything is left out.</summary>
    public bool HasGaps => Off > 0;
}
