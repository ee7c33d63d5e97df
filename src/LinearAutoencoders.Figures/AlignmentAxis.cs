namespace LinearAutoencoders.Figures;

/// <summary>How the distance to the axis-aligned solution is drawn.</summary>
public enum AlignmentAxis
{
    /// <summary>From 0 to 1, as the paper does.</summary>
    Linear,

    /// <summary>By decades: who is aligned, and how well.</summary>
    Logarithmic,

    /// <summary>As the paper does, and once more by decades across the figure.</summary>
    Both,
}
