namespace LinearAutoencoders.Methods;

/// <summary>What of the principal components the minimum of a method determines.</summary>
public enum SolutionKind
{
    /// <summary>Their span alone: any axes within it are as good as the components.</summary>
    Subspace,

    /// <summary>The components, in any order.</summary>
    Axes,

    /// <summary>The components, by falling variance.</summary>
    OrderedAxes,
}
