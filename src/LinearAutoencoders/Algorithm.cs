namespace LinearAutoencoders;

/// <summary>
///   A method or an optimizer as it is chosen: a name, a title, and hyperparameters, which a command line offers as options.
/// </summary>
/// <remarks>Immutable: two of one type with equal hyperparameters are equal, and <c>with</c> makes another.</remarks>
public abstract record Algorithm
{
    /// <summary>The name on a command line and in files, such as <c>nonuniform-l2</c>: small letters, digits and hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>The name in a picture or a table, such as <c>Non-uniform ℓ₂</c>.</summary>
    public abstract string Title { get; }

    /// <summary>What can be set, each once; none by default.</summary>
    public virtual IReadOnlyList<Hyperparameter> Hyperparameters => [];
}
